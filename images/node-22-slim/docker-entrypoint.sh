#!/bin/sh
# `docker run IMAGE script.js` and `docker run IMAGE --flag` mean node; a
# command that exists is run as it is.
set -e
case ${1:-node} in
  -*) set -- node "$@" ;;
  *) command -v -- "${1:-node}" > /dev/null 2>&1 || set -- node "$@" ;;
esac
exec "$@"
