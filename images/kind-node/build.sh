#!/usr/bin/env bash
# A node for kind from packages only. README.md says what is in it.
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"

base=devloop-build/node-base:$DEVLOOP_ARCH
flat=devloop-build/node-flat:$DEVLOOP_ARCH
bin=$DEVLOOP_WORK/bin
containerd=github.com/containerd/containerd/v2
cni=github.com/containernetworking/plugins/plugins

go_pin kubernetes/go.mod k8s.io/kubernetes "$KUBERNETES_VERSION"
go_pin kubernetes/go.mod go.etcd.io/etcd/server/v3 "$ETCD_VERSION"
go_pin kubernetes/go.mod github.com/coredns/coredns "$COREDNS_VERSION"

cleanup() {
  docker rm -fv "$container" > /dev/null 2>&1 || true
  [ ${#tags[@]} = 0 ] || docker rmi "${tags[@]}" "$base" "$flat" > /dev/null 2>&1 || true
}
container=devloop-build-node-$$
tags=()
trap cleanup EXIT

source ./programs.sh
source ./assemble.sh

compile_programs
build_base
build_components
preload
flatten
