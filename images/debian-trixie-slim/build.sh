#!/usr/bin/env bash
# Debian without extras, by debootstrap. Needs root (chroot, device files).
set -euo pipefail
source "$DEVLOOP_RECIPES/lib.sh"

bundle=etc/ssl/certs/ca-certificates.crt

# trust ROOTFS: the host's bundle, so that a network's own CA works inside.
# A later `apt-get install ca-certificates` writes the bundle anew from the
# package's certificates: those that only the host has are added to it.
trust() {
  local root=$1 extra=$1/usr/local/share/ca-certificates/host package=/usr/share/ca-certificates
  install -D -m 644 "$DEVLOOP_CA" "$root/$bundle"
  mkdir -p "$extra"
  [ ! -d "$package" ] || find "$package" -name '*.crt' -exec cat {} + > "$DEVLOOP_WORK/packaged.pem"
  touch "$DEVLOOP_WORK/packaged.pem"
  awk -v folder="$extra" '
    /BEGIN CERTIFICATE/ { text = "" }
    { sub(/\r$/, ""); text = text $0 "\n" }
    /END CERTIFICATE/ {
      if (FILENAME ~ /packaged.pem$/) known[text] = 1
      else if (!(text in known)) { file = sprintf("%s/%03d.crt", folder, ++n); printf "%s", text > file; close(file); known[text] = 1 }
    }' "$DEVLOOP_WORK/packaged.pem" "$DEVLOOP_CA"
}

step 'bootstrap Debian'
root=$(scratch rootfs)
debootstrap --variant=minbase "$DEBIAN_SUITE" "$root" > "$DEVLOOP_WORK/debootstrap.log" 2>&1 || {
  tail -n 20 "$DEVLOOP_WORK/debootstrap.log"
  [ ! -e "$root/debootstrap/debootstrap.log" ] || tail -n 20 "$root/debootstrap/debootstrap.log"
  fail 'debootstrap failed: it needs root and the Debian archive'
}

step 'make it slim'
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/cache/debconf/*-old "$root"/var/log/*.log \
  "$root"/usr/share/doc/* "$root"/usr/share/man/* "$root"/usr/share/info/* "$root"/usr/share/locale/* \
  "$root/etc/hostname" "$root/etc/resolv.conf"
cat > "$root/etc/dpkg/dpkg.cfg.d/slim" << 'SLIM'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
SLIM
cat > "$root/etc/apt/apt.conf.d/slim" << 'SLIM'
Acquire::Languages "none";
Acquire::Retries "3";
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };
SLIM
mirror=$(sed -n 's/^deb \([^ ]*\) .*/\1/p' "$root/etc/apt/sources.list" | head -n 1)
cat > "$root/etc/apt/sources.list" << SOURCES
deb $mirror $DEBIAN_SUITE main
deb $mirror $DEBIAN_SUITE-updates main
deb ${mirror%/}-security $DEBIAN_SUITE-security main
SOURCES
printf '#!/bin/sh\n# No service starts while packages are installed.\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"

env=()
if [ -n "${DEVLOOP_CA:-}" ]; then
  trust "$root"
  for name in SSL_CERT_FILE NODE_EXTRA_CA_CERTS REQUESTS_CA_BUNDLE; do env+=(--change "ENV $name=/$bundle"); done
fi

step 'import it'
tar -C "$root" --numeric-owner -c . | docker import --change 'CMD ["bash"]' --change "LABEL ${DEVLOOP_LABEL/=/=\"}\"" "${env[@]}" - "$DEVLOOP_IMAGE"
rm -rf "$root"
