#!/bin/sh
# Arguments alone mean the server, which runs as user valkey and owns its data
# even on a fresh volume. Containers are reached from outside: all addresses,
# no protected mode, unless the arguments or a configuration file say otherwise.
set -e
case ${1:-} in
  '' | -* | *.conf) set -- valkey-server "$@" ;;
esac
if [ "$1" = valkey-server ]; then
  shift
  case ${1:-} in
    '' | -*) set -- --protected-mode no --bind '* -::*' "$@" ;;
    *) conf=$1; shift; set -- "$conf" --protected-mode no "$@" ;;
  esac
  if [ "$(id -u)" = 0 ]; then
    find . \! -user valkey -exec chown valkey:valkey {} +
    exec setpriv --reuid=valkey --regid=valkey --init-groups -- valkey-server "$@"
  fi
  exec valkey-server "$@"
fi
exec "$@"
