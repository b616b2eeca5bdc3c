# Read by the other scripts. The environment names this node (POD_NAME) and all: NODES (how many), NODE (the name of all but its number),
# HEADLESS (their Service), PRIMARY_SET. Without NODES there is one Redis and no Sentinel.
# shellcheck shell=sh
REDISCLI_AUTH=$(cat /run/secrets/redis/redis-password)
export REDISCLI_AUTH

# As a quoted string of redis.conf.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }

me() { printf '%s.%s' "$POD_NAME" "$HEADLESS"; }
node() { printf '%s-%s.%s' "$NODE" "$1" "$HEADLESS"; }

# The primary that the other nodes' Sentinels name; the first node where none answers, as at the very start.
primary() {
  i=0
  while [ "$i" -lt "$NODES" ]; do
    host=$(node "$i")
    i=$((i + 1))
    [ "$host" != "$(me)" ] || continue
    named=$(timeout 2 redis-cli -h "$host" -p 26379 sentinel get-master-addr-by-name "$PRIMARY_SET" 2>/dev/null | head -n 1)
    case $named in
      "$NODE"-*) printf '%s' "$named" && return ;;
    esac
  done
  node 0
}
