/** PostGraphile 4 with the options that its page on production usage recommends; the schema is made from the database. */
import { createServer } from 'node:http';
import simplifyInflector from '@graphile-contrib/pg-simplify-inflector';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { poolSettings, settings } from '../shared/process.mjs';

const pool = new pg.Pool(poolSettings);

const handler = postgraphile(pool, ['public', 'postgraphile'], {
  appendPlugins: [simplifyInflector.default ?? simplifyInflector],
  graphileBuildOptions: { pgOmitListSuffix: true },
  simpleCollections: 'both',
  dynamicJson: true,
  setofFunctionsContainNulls: false,
  ignoreRBAC: true,
  // Its check does not count partial indexes, which carry the orders here.
  ignoreIndexes: true,
  legacyRelations: 'omit',
  retryOnInitFail: false,
  watchPg: false,
  graphiql: false,
  enhanceGraphiql: false,
  disableQueryLog: true,
  enableQueryBatching: true,
  jwtSecret: settings.secret,
  jwtVerifyOptions: { algorithms: ['HS256'], audience: 'wander-api' },
  // The roles in the token are the product's, not the database's.
  jwtRole: ['database_role'],
});

createServer((req, res) => {
  handler(req, res, () => res.writeHead(404).end());
}).listen(settings.port, settings.host);
