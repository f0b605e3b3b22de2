# Compiles everything; what is up to date costs Go a second or two.
# shellcheck shell=bash

compile_programs() {
  step 'compile Kubernetes, etcd, coredns (long with an empty Go cache)'
  mkdir -p "$bin"
  (cd kubernetes && go build -ldflags "$(version_flags)" -o "$bin/kubernetes" . && go build -ldflags '-s -w' -o "$bin/pause" ./pause)
  step 'compile containerd'
  # The version is normally set by containerd's own makefile.
  GOBIN=$bin go install -ldflags "-s -w -X $containerd/version.Version=$CONTAINERD_VERSION" \
    "$containerd/cmd/containerd@$CONTAINERD_VERSION" "$containerd/cmd/ctr@$CONTAINERD_VERSION" \
    "$containerd/cmd/containerd-shim-runc-v2@$CONTAINERD_VERSION"
  step 'compile the network plugins'
  local plugins=() plugin
  for plugin in main/ptp main/bridge main/loopback ipam/host-local meta/portmap; do plugins+=("$cni/$plugin@$CNI_PLUGINS_VERSION"); done
  go_install "$bin/cni" "${plugins[@]}"
  step 'compile the storage provisioner'
  go_install "$bin" "github.com/rancher/local-path-provisioner@$LOCAL_PATH_VERSION"
}

# The version that the components report; kubeadm refuses to install others.
version_flags() {
  local package numbers=${KUBERNETES_VERSION#v}
  printf -- '-s -w'
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    printf -- ' -X %s.gitVersion=%s -X %s.gitMajor=%s -X %s.gitMinor=%s -X %s.gitTreeState=clean' "$package" "$KUBERNETES_VERSION" \
      "$package" "${numbers%%.*}" "$package" "$(cut -d. -f2 <<< "$numbers")" "$package"
  done
}
