# Sourced by each build.sh. The contract of a recipe is in README.md.
# shellcheck shell=bash

step() { printf '== %s\n' "$*"; }

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# scratch NAME: an empty folder of the recipe's own.
scratch() {
  rm -rf "${DEVLOOP_WORK:?}/$1"
  mkdir -p "$DEVLOOP_WORK/$1"
  printf '%s' "$DEVLOOP_WORK/$1"
}

# Static, reproducible Go builds for the machine's own architecture.
export CGO_ENABLED=0 GOFLAGS='-trimpath -buildvcs=false -mod=readonly' GOTOOLCHAIN=local GOWORK=off
[ -z "${DEVLOOP_ARCH:-}" ] || export GOARCH="$DEVLOOP_ARCH"

# go_install OUT PACKAGE@VERSION...: commands of published modules into folder OUT.
go_install() {
  local out=$1
  shift
  mkdir -p "$out"
  GOBIN=$out go install -ldflags '-s -w' "$@"
}

# go_pin GO_MOD MODULE VERSION: a go.mod must say what versions.env says.
go_pin() {
  grep -qE "^[[:space:]]+$2 $3( |\$)" "$1" || fail "$1 does not require $2 $3: bump versions.env and this go.mod together"
}

# build_image CONTEXT [docker build arguments]: with the recipe's name and label.
build_image() {
  local context=$1
  shift
  docker build --label "$DEVLOOP_LABEL" -t "$DEVLOOP_IMAGE" "$@" "$context"
}
