#!/bin/sh
# Starts Redis: alone, or as the primary or a replica of it, whichever the Sentinels of the other nodes say.
set -eu
. /scripts/common.sh

umask 077
{
  cat /scripts/redis.conf
  printf '\ndir /data\nrequirepass %s\nmasterauth %s\n' "$(quoted "$REDISCLI_AUTH")" "$(quoted "$REDISCLI_AUTH")"
  if [ -n "${NODES:-}" ]; then
    printf 'replica-announce-ip %s\n' "$(me)"
    primary=$(primary)
    [ "$primary" = "$(me)" ] || printf 'replicaof %s 6379\n' "$primary"
  fi
} >/tmp/redis.conf
unset REDISCLI_AUTH
exec redis-server /tmp/redis.conf
