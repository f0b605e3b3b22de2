#!/bin/sh
# Arguments alone mean haproxy, as master and worker (-W) in the foreground
# (-db), so that SIGUSR2 reloads the configuration.
set -e
case ${1:-} in
  -*) set -- haproxy "$@" ;;
esac
if [ "$1" = haproxy ]; then
  shift
  set -- haproxy -W -db "$@"
fi
exec "$@"
