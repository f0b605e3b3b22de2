#!/usr/bin/env bash
# cert-manager's objects, definitions included, from the chart in its Go module, as one file for kubectl.
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"

module=github.com/cert-manager/cert-manager
go_pin go.mod $module "$CERT_MANAGER_VERSION"

step "render cert-manager's objects"
go mod download $module
chart=$(go list -m -f '{{.Dir}}' $module)/deploy/charts/cert-manager
go run . "$chart" "$CERT_MANAGER_VERSION" >"$DEVLOOP_TOOL_OUT"
