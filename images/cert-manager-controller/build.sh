#!/usr/bin/env bash
# cert-manager from its Go module: one program that is the controller, the webhook and the cainjector.
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"

go_pin go.mod github.com/cert-manager/cert-manager "$CERT_MANAGER_VERSION"

step 'compile cert-manager (long with an empty Go cache)'
context=$(scratch context)
go build -ldflags '-s -w' -o "$context/cert-manager" .

step 'build the image'
cp Dockerfile "$context/"
mkdir -p "$context/etc/ssl/certs" "$context/tmp"
[ -z "${DEVLOOP_CA:-}" ] || cp -L "$DEVLOOP_CA" "$context/etc/ssl/certs/ca-certificates.crt"
build_image "$context"
rm -rf "$context"
