import { Logger } from '@nestjs/common';

/**
 * Events that tell of an attack or of what one wants to know after it: the only lines of the log that have addresses of the
 * network. They never have tokens, passwords or e-mail addresses.
 */
export const securityLog = new Logger('Security');
