/** The wall on pipelined connections, where what one turn of the loop asks for leaves in one write. */
import { answersBy } from './answers.mjs';
import { pipelined } from './pipelined.mjs';
import { replyBy, serve } from './serve.mjs';

const { clients, rows } = await pipelined(2);

for (const client of clients) {
  const { stream } = client.connection;
  let corked = false;
  const uncork = () => {
    corked = false;
    stream.uncork();
  };
  const query = client.query.bind(client);
  client.query = (...args) => {
    if (!corked) {
      corked = true;
      stream.cork();
      setImmediate(uncork);
    }
    return query(...args);
  };
}

serve(replyBy(answersBy(rows)));
