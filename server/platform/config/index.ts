export { Config, loadConfig } from './config.js';
export { ConfigModule } from './config.module.js';
export { InvalidSettings } from './environment.js';
