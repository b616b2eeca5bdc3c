export { fillGazetteer } from './gazetteer.js';
export { PlacesModule } from './places.module.js';
