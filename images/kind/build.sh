#!/usr/bin/env bash
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"
step 'compile kind'
out=$(scratch bin)
go_install "$out" "sigs.k8s.io/kind@$KIND_VERSION"
mv "$out/kind" "$DEVLOOP_TOOL_OUT"
