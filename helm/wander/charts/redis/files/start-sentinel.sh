#!/bin/sh
# Starts the Sentinel of a node, watching whichever primary the others name. It begins only once that one's name leads to
# an address: Sentinel refuses to start on one that does not.
set -eu
. /scripts/common.sh

until primary=$(primary) && getent hosts "$primary" >/dev/null; do
  echo "waiting for an address of $primary"
  sleep 1
done
umask 077
cat >/tmp/sentinel.conf <<CONF
port 26379
dir /tmp
requirepass $(quoted "$REDISCLI_AUTH")
sentinel sentinel-pass $(quoted "$REDISCLI_AUTH")
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $(me)
sentinel monitor $PRIMARY_SET $primary 6379 $QUORUM
sentinel auth-pass $PRIMARY_SET $(quoted "$REDISCLI_AUTH")
sentinel down-after-milliseconds $PRIMARY_SET $DOWN_AFTER
sentinel failover-timeout $PRIMARY_SET 15000
sentinel parallel-syncs $PRIMARY_SET 1
CONF
unset REDISCLI_AUTH
exec redis-server /tmp/sentinel.conf --sentinel
