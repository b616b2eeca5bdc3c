import { register } from 'node:module';

/**
 * From here on this process imports the sources: they are compiled with the settings of the build, decorators' metadata included.
 * @throws Error that says what to do where the compiler cannot be loaded
 */
export function readSources() {
  process.env.SWCRC = 'true';
  try {
    register('@swc-node/register/esm', import.meta.url);
  } catch (error) {
    const causes = [error.cause ?? error].flat();
    const { message } = causes.find((cause) => !/Cannot find/.test(cause.message)) ?? causes.at(-1);
    throw new Error(`What compiles the sources cannot be loaded: ${message.split('\n')[0]}.\n${mendOf(message)}`, {
      cause: error,
    });
  }
}

function mendOf(message) {
  if (/cache/.test(message))
    return 'It is unpacked first: let HOME or TMPDIR be a directory that this user may write to.';
  return 'Was node_modules installed on another machine? Remove it, then run this again.';
}
