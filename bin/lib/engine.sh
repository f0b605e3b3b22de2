# Sourced by bin/test and bin/bench: an engine for as long as they run.
# shellcheck shell=bash

# ensure_engine: the one of this machine, or one that devloop sets up; exports DOCKER_HOST, because
# tests and figures have folders of their own, where devloop would not find its engine's socket.
# DEVLOOP_E2E_ENGINE=own tells the tests that nobody else uses it: they may restart it.
ensure_engine() {
  local address
  if ! address=$(bin/devloop engine status 2>/dev/null); then
    bin/devloop engine start --yes >&2
    engine_started=1
    export DEVLOOP_E2E_ENGINE=own
    address=$(bin/devloop engine status)
  fi
  export DOCKER_HOST=${address%% *}
}

# release_engine: stops what ensure_engine started.
release_engine() {
  [ -z "${engine_started:-}" ] || bin/devloop engine stop >&2
}
