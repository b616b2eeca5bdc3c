export { SyndicationModule } from './syndication.module.js';
