import '@swc-node/register/esm-register';

/** Jest loads this file as it is; what it does is TypeScript and imports the server's own data source. */
export default async function globalSetup() {
  const { startTestDatabase } = await import('./global-setup.ts');
  await startTestDatabase();
}
