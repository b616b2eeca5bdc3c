// What differs by installation. { apiUrl: 'https://…/graphql' } names an API elsewhere; the default is this origin.
window.__WANDER__ = window.__WANDER__ || {};
