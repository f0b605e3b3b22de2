#!/usr/bin/env bash
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"
step 'compile the runtime wrapper'
go build -ldflags '-s -w' -o "$DEVLOOP_TOOL_OUT" .
