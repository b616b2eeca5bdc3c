#!/bin/sh
# Before this node stops: if it is the primary, lets a Sentinel choose another, and follows that one at once, so that nobody
# writes to this one any more. By themselves the Sentinels would say so only after some seconds.
set -eu
. /scripts/common.sh

redis-cli -h 127.0.0.1 role | head -n 1 | grep -q '^master$' || exit 0

i=0
while [ "$i" -lt "$NODES" ]; do
  sentinel=$(node "$i")
  i=$((i + 1))
  # Not this node's own, which is stopping too. One at a time: two that fail over at once undo each other's work.
  [ "$sentinel" != "$(me)" ] || continue
  answer=$(timeout 2 redis-cli -h "$sentinel" -p 26379 sentinel failover "$PRIMARY_SET" 2>&1) || true
  [ "$answer" = OK ] || continue
  waited=0
  while [ "$waited" -lt 20 ]; do
    chosen=$(primary)
    if [ "$chosen" != "$(me)" ]; then
      redis-cli -h 127.0.0.1 replicaof "$chosen" 6379
      exit
    fi
    sleep 0.5
    waited=$((waited + 1))
  done
done
