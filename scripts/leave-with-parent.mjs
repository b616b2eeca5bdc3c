/**
 * Preloaded (`node --import`) into the programs a command runs for long: ends this one, in good order, when the command is
 * gone without having ended it, as after `kill -9`. Else its ports would stay taken.
 */
const parent = process.ppid;

const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 500);
watch.unref();
