#!/bin/bash
# Writes a dump of the database to /backups, whole or not at all, and keeps the newest $KEEP. One with a $PREFIX (before-) is
# no night's: it takes nobody's place, and stays until somebody removes it.
set -euo pipefail
export PGPASSFILE=/tmp/pgpass
umask 077
printf '*:*:*:*:%s\n' "$(sed 's/[\\:]/\\&/g' /run/secrets/postgresql/password)" >"$PGPASSFILE"

# As with an install, where the server starts and the schema is made beside this. Without a schema there is nothing to dump, and
# a dump of nothing would take the place of one of something.
for _ in $(seq "${PATIENCE:-150}"); do
  schema=$(psql --no-psqlrc --tuples-only --no-align --command "SELECT to_regclass('public.migrations')" 2>/tmp/said) || schema=
  [ -n "$schema" ] && break
  sleep 2
done
[ -n "$schema" ] || { echo "No dump: the database $PGDATABASE has no tables of Wander." && cat /tmp/said && exit 1; }

keep() {
  local old one
  mapfile -t old < <(find /backups -maxdepth 1 -name '[0-9]*.dump' | sort -r | tail -n +$(($1 + 1)))
  for one in "${old[@]}"; do rm -f "$one" && echo "removed: $one"; done
}

# Left by one that was killed: no dump runs for longer than its Job may (activeDeadlineSeconds).
find /backups -maxdepth 1 -name '*.part' -mmin +120 -delete
# Room for this one, but never at the cost of the last.
[ -n "${PREFIX:-}" ] || keep $((KEEP > 1 ? KEEP - 1 : 1))

file=/backups/${PREFIX:-}$(date -u +%Y-%m-%dT%H-%M-%SZ).dump
trap 'rm -f "$file.part"' EXIT
pg_dump --format=custom --no-owner --file="$file.part"
# A dump that cannot be read is none.
pg_restore --list "$file.part" >/dev/null
mv "$file.part" "$file"
echo "written: $file ($(stat -c %s "$file") bytes)"
[ -n "${PREFIX:-}" ] || keep "$KEEP"
