#!/usr/bin/env bash
# The definitions of the Gateway API's standard channel, from its Go module, as one file for kubectl.
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"

module=sigs.k8s.io/gateway-api
go_pin go.mod $module "$GATEWAY_API_VERSION"

step 'fetch the definitions of the Gateway API'
go mod download $module
folder=$(go list -m -f '{{.Dir}}' $module)/config/crd/standard
for file in "$folder"/gateway.networking.k8s.io_*.yaml; do
  echo '---'
  cat "$file"
done >"$DEVLOOP_TOOL_OUT"
