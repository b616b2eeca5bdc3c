import { requireOpenFiles } from './platform/http/open-files.js';

// All that is imported is opened at once, before anything runs.
requireOpenFiles();
await import('./serve.js');
