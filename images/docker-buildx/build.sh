#!/usr/bin/env bash
# The command of Debian's package. It needs the host's libc to be 2.34 or newer.
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"

image=devloop-build/docker-buildx:$DEVLOOP_ARCH
container=devloop-build-buildx-$$
trap 'docker rm -f "$container" > /dev/null 2>&1; docker rmi "$image" > /dev/null 2>&1' EXIT

step 'fetch the package'
docker build -t "$image" .
docker create --name "$container" "$image" > /dev/null
docker cp "$container:/docker-buildx" "$DEVLOOP_TOOL_OUT"
