#!/bin/sh
# Before this node stops: if it is the primary, lets the Sentinels choose another, and waits until they have.
set -eu
. /scripts/common.sh

is_primary() { redis-cli -h 127.0.0.1 role | head -n 1 | grep -q '^master$'; }

i=0
while is_primary && [ "$i" -lt 15 ]; do
  # Any Sentinel but this node's own, which is stopping too. One that is busy with it already refuses.
  redis-cli -h "$(node "$(((${POD_NAME##*-} + 1 + i) % NODES))")" -p 26379 sentinel failover "$PRIMARY_SET" || true
  sleep 1
  i=$((i + 1))
done
