#!/bin/bash
# Runs once, when the data directory is made: the role that Wander signs in as, which is no superuser, and its database.
set -euo pipefail
psql --no-psqlrc -v ON_ERROR_STOP=1 --username postgres --dbname postgres \
  -v role="$APP_ROLE" -v database="$APP_DATABASE" <<'SQL'
\set password `cat /run/secrets/postgresql/password`
CREATE ROLE :"role" LOGIN PASSWORD
  :'password';
CREATE DATABASE :"database" OWNER :"role";
SQL
