#!/bin/bash
# Puts a dump of /backups back: $BACKUP, or the newest. All of it, or nothing.
set -euo pipefail
export PGPASSFILE=/tmp/pgpass
umask 077
printf '*:*:*:*:%s\n' "$(sed 's/[\\:]/\\&/g' /run/secrets/postgresql/password)" >"$PGPASSFILE"

if [ -n "${BACKUP:-}" ]; then
  file=/backups/$BACKUP
else
  file=$(find /backups -maxdepth 1 -name '*.dump' | sort | tail -n 1)
fi
[ -s "$file" ] || { echo "There is no dump ${file:-in /backups}. There are:" && ls /backups && exit 1; }
echo "restoring $file"
pg_restore --clean --if-exists --no-owner --single-transaction --exit-on-error --dbname="$PGDATABASE" "$file"
echo "restored $file"
