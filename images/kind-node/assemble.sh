# Puts the node image together from the compiled programs.
# shellcheck shell=bash

components=(kube-apiserver kube-controller-manager kube-scheduler kube-proxy etcd coredns kubelet kubeadm kubectl)

build_base() {
  step 'build the root file system'
  docker build -t "$base" -f Dockerfile .
  ln -sf kubernetes "$bin/kubeadm"
  # For example registry.k8s.io/etcd:3.6.8-0.
  mapfile -t names < <("$bin/kubeadm" config images list --kubernetes-version "$KUBERNETES_VERSION")
  [ "${#names[@]}" -ge 7 ] || fail "kubeadm lists only: ${names[*]}"
  local helper
  for helper in local-path-provisioner local-path-helper; do names+=("localhost/$helper:$LOCAL_PATH_VERSION"); done
}

build_components() {
  step 'build the images of the components'
  local context name target
  context=$(scratch components)
  cp components/* "$context/"
  cp "$bin/pause" "$bin/local-path-provisioner" "$context/"
  install_kubernetes "$context/kubernetes"
  for name in "${names[@]}"; do
    target=${name##*/}
    docker build -q -t "$name" --build-arg "NODE_BASE=$base" --target "${target%%:*}" "$context"
    tags+=("$name")
  done
  rm -rf "$context"
}

install_kubernetes() { # ROOT: the program and its links
  local name
  install -D "$bin/kubernetes" "$1/usr/local/bin/kubernetes"
  for name in "${components[@]}"; do ln -s kubernetes "$1/usr/local/bin/$name"; done
}

# The node's own files, over the base.
node_files() {
  local root=$1 pause
  cp -a node/. "$root/"
  install_kubernetes "$root"
  install -m 755 "$bin"/{containerd,ctr,containerd-shim-runc-v2} "$root/usr/local/bin/"
  install -D -m 755 -t "$root/opt/cni/bin" "$bin"/cni/*
  echo "$KUBERNETES_VERSION" > "$root/kind/version"
  pause=$(printf '%s\n' "${names[@]}" | grep /pause:)
  sed -i "s|PAUSE_IMAGE|$pause|" "$root/etc/containerd/config.toml"
  sed -i "s|LOCAL_PATH_VERSION|$LOCAL_PATH_VERSION|" "$root/kind/manifests/default-storage.yaml"
  mkdir -p "$root/etc/systemd/system/multi-user.target.wants" "$root/etc/kubernetes/manifests" "$root/var/lib/kubelet"
  ln -s ../containerd.service ../kubelet.service "$root/etc/systemd/system/multi-user.target.wants/"
}

# Unpacks the components' images by the node's own containerd, on a volume:
# overlayfs does not work on the container's own overlay.
preload() {
  step 'preload the images of the components'
  local root
  root=$(scratch node)
  node_files "$root"
  docker run -d --name "$container" --privileged --entrypoint sleep -v /var/lib/containerd "$base" infinity
  tar -C "$root" --owner=0 --group=0 -c . | docker exec -i "$container" tar -C / --keep-directory-symlink -x
  docker exec -d "$container" sh -c 'exec containerd > /containerd.log 2>&1'
  docker exec "$container" sh -c 'for i in $(seq 100); do ctr version > /dev/null 2>&1 && exit; sleep 0.1; done; cat /containerd.log; exit 1'
  docker save "${names[@]}" | docker exec -i "$container" ctr -n k8s.io images import --discard-unpacked-layers --local -
  # Deleting a lease with --sync collects garbage: the packed layers.
  docker exec "$container" sh -c 'ctr -n k8s.io leases create --id collect && ctr -n k8s.io leases delete --sync collect'
  docker exec "$container" sh -c 'ctr -n k8s.io images ls -q | sort; kill $(pidof containerd) && while pidof containerd > /dev/null; do sleep 0.1; done; rm -f /containerd.log'
  docker exec "$container" sh -c 'cd / && tar -c var/lib/containerd/*' > "$DEVLOOP_WORK/images.tar"
}

# One layer: engines whose own storage is an overlay cannot load one that
# deletes files of another.
flatten() {
  step 'flatten the image'
  docker export -o "$DEVLOOP_WORK/root.tar" "$container"
  tar -A -f "$DEVLOOP_WORK/root.tar" "$DEVLOOP_WORK/images.tar"
  docker import "$DEVLOOP_WORK/root.tar" "$flat"
  printf 'FROM %s\nENV container=docker PATH=%s\nSTOPSIGNAL SIGRTMIN+3\nENTRYPOINT ["/usr/local/bin/node-entrypoint"]\n' "$flat" \
    /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin > "$(scratch image)/Dockerfile"
  build_image "$DEVLOOP_WORK/image"
  rm -rf "$DEVLOOP_WORK"/{root.tar,images.tar,node,image}
}
