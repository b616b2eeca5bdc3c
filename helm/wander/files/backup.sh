#!/bin/bash
# Writes a dump of the database to /backups, whole or not at all, and keeps the newest $KEEP.
set -euo pipefail
export PGPASSFILE=/tmp/pgpass
umask 077
printf '*:*:*:*:%s\n' "$(sed 's/[\\:]/\\&/g' /run/secrets/postgresql/password)" >"$PGPASSFILE"

# As with an install, where the server may start beside this.
for _ in {1..150}; do
  pg_isready --quiet && break
  sleep 2
done

file=/backups/$(date -u +%Y-%m-%dT%H-%M-%SZ).dump
pg_dump --format=custom --no-owner --file="$file.part"
# A dump that cannot be read is none.
pg_restore --list "$file.part" >/dev/null
mv "$file.part" "$file"
echo "written: $file ($(stat -c %s "$file") bytes)"

mapfile -t old < <(find /backups -maxdepth 1 -name '*.dump' | sort -r | tail -n +$((KEEP + 1)))
for one in "${old[@]}"; do rm "$one" && echo "removed: $one"; done
rm -f /backups/*.part
