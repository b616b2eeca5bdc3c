#!/bin/sh
# answers.sh PORT [ready]: does it answer at all, or (ready) as one that serves? A Redis that loads its data lives.
set -eu
. /scripts/common.sh
answer=$(timeout 3 redis-cli -h 127.0.0.1 -p "$1" ping 2>&1) || true
case $answer in
  PONG) ;;
  LOADING* | MASTERDOWN* | BUSY*) [ "${2:-}" != ready ] ;;
  *) echo "$answer" && exit 1 ;;
esac
