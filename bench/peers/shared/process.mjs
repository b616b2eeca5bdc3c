/** What the bench tells a peer, and how a peer leaves. */
export const settings = {
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  databaseUrl: process.env.DATABASE_URL,
  secret: process.env.JWT_SECRET,
};

export const poolSettings = { connectionString: settings.databaseUrl, connectionTimeoutMillis: 5_000 };

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
// The bench is gone: so are we.
process.on('disconnect', () => process.exit(0));
