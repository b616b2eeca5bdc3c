import * as htmlparser2 from 'htmlparser2';
import { TestEnvironment } from 'jest-environment-node';

/** Node can `require` a module of ECMAScript, as sanitize-html does; Jest cannot, so it is given the module that Node loaded. */
export default class NodeEnvironment extends TestEnvironment {
  constructor(...given) {
    super(...given);
    this.global.htmlparser2 = htmlparser2;
  }
}
