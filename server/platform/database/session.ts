/**
 * What each connection asks for first, so that it does not matter how the database, the role or the server are set. The
 * schema is that in which Wander was installed, else `public`, beside those of the extensions that it uses.
 */
export const SESSION_SETTINGS = `
  select
    set_config('search_path', concat_ws(', ',
      coalesce((
        select quote_ident(n.nspname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.oid = to_regclass('migrations')), 'public'),
      (
        select string_agg(distinct quote_ident(n.nspname), ', ')
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace
        where e.extname in ('citext', 'pg_trgm', 'unaccent'))), false),
    set_config('datestyle', 'ISO, MDY', false),
    set_config('intervalstyle', 'postgres', false),
    set_config('timezone', 'UTC', false),
    set_config('bytea_output', 'hex', false),
    set_config('standard_conforming_strings', 'on', false),
    set_config('default_transaction_isolation', 'read committed', false)`;

/** For work that nobody waits for, as migrations, which would never get through a limit that the role or the database sets. */
export const WITHOUT_TIMEOUTS = `
  select set_config(name, '0', false) from pg_settings where name in (
    'statement_timeout', 'lock_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')`;
