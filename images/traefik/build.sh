#!/usr/bin/env bash
# Traefik from its Go module. The host's CA bundle goes in where there is one:
# forward-auth and ACME call out.
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"

version=github.com/traefik/traefik/v3/pkg/version
go_pin go.mod github.com/traefik/traefik/v3 "$TRAEFIK_VERSION"

step 'compile traefik (long with an empty Go cache)'
context=$(scratch context)
go build -ldflags "-s -w -X $version.Version=${TRAEFIK_VERSION#v} -X $version.Codename=local -X $version.BuildDate=unknown" \
  -o "$context/traefik" github.com/traefik/traefik/v3/cmd/traefik

step 'build the image'
cp Dockerfile "$context/"
mkdir -p "$context/etc/ssl/certs" "$context/tmp"
[ -z "${DEVLOOP_CA:-}" ] || cp -L "$DEVLOOP_CA" "$context/etc/ssl/certs/ca-certificates.crt"
build_image "$context"
rm -rf "$context"
