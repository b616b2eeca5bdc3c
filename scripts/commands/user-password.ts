import { userCommand } from '../lib/user-command.js';

export default userCommand('user-password');
