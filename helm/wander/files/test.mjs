// Run by helm test in a pod of its own: FRONTEND and API are the addresses of the two Services.
const { FRONTEND, API } = process.env;
const get = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
const ask = (url) =>
  get(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '{ health { status version } posts(first: 1) { pageInfo { hasNextPage } } }' }),
  }).then((answer) => answer.json());

const checks = {
  'the page is served': async () => (await (await get(`${FRONTEND}/`)).text()).includes('<div id="root">'),
  'the API is ready': async () => (await get(`${API}/healthz/ready`)).ok,
  'the API answers, and all behind it works': async () => (await ask(`${API}/graphql`)).data?.health.status === 'OK',
  'the frontend passes GraphQL on': async () => (await ask(`${FRONTEND}/graphql`)).data?.posts !== undefined,
};
for (const [what, check] of Object.entries(checks)) {
  const ok = await check().catch((error) => (console.log(error.message), false));
  console.log(`${ok ? '✓' : '✗'} ${what}`);
  if (!ok) process.exitCode = 1;
}
