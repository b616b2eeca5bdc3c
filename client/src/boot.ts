/** Gives way, so that the page answers its reader between two parts of what starts it. */
const pause = () => new Promise<void>((go) => setTimeout(go));

await import('./boot/react.js');
await pause();
await import('./boot/apollo.js');
await pause();
await import('./main.js');
