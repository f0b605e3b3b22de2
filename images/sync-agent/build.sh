#!/usr/bin/env bash
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"
step 'compile the node agent'
go build -ldflags '-s -w' -o "$DEVLOOP_TOOL_OUT" .
