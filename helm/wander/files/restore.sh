#!/bin/bash
# Puts the dump $BACKUP of /backups back, in place of all that is there. All of it, or nothing.
set -euo pipefail
export PGPASSFILE=/tmp/pgpass
umask 077
printf '*:*:*:*:%s\n' "$(sed 's/[\\:]/\\&/g' /run/secrets/postgresql/password)" >"$PGPASSFILE"

file=/backups/${BACKUP:-}
[ -f "$file" ] && [ -s "$file" ] || {
  echo "Which dump? BACKUP names it${BACKUP:+, and there is no $BACKUP}. There are:"
  find /backups -maxdepth 1 -name '*.dump' -printf '%f\n' | sort
  exit 1
}
echo "restoring $file"
# Into an empty schema: what is there may be of a newer version, whose tables the dump does not know. The extensions go and come
# with it. Only a dump that was read to its end is committed.
{
  echo 'BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; GRANT USAGE ON SCHEMA public TO PUBLIC;'
  pg_restore --no-owner --file=- "$file"
  echo 'COMMIT;'
} | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --output=/dev/null
echo "restored $file"
