/** See node-environment.mjs. */
module.exports = globalThis.htmlparser2;
