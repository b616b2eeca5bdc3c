import { type GraphiQLPlugin, useEditorContext } from '@graphiql/react';
import { Fragment } from 'react';
import { flushSync } from 'react-dom';
import { type Example, examples } from './examples.js';

const topics = [...new Set(examples.map(({ topic }) => topic))];

const variablesOf = ({ variables }: Example): string => (variables ? JSON.stringify(variables, null, 2) : '');

function Examples() {
  const editor = useEditorContext({ nonNull: true });
  // In the tab that still has it, or in a new one: what somebody has typed stays where it is.
  function open(example: Example) {
    const at = editor.tabs.findIndex(({ query }) => query === example.query);
    flushSync(() => (at === -1 ? editor.addTab() : editor.changeTab(at)));
    if (at === -1) {
      editor.queryEditor?.setValue(example.query);
      editor.variableEditor?.setValue(variablesOf(example));
    }
    document.querySelector('.graphiql-tab-active')?.scrollIntoView({ inline: 'nearest' });
  }
  return (
    <section className="examples" aria-label="Examples">
      <h2>The API of Wander</h2>
      <p>
        Queries go to this page’s address, <code>{location.pathname}</code>, as a POST of JSON or a GET; mutations as a
        POST; subscriptions over a WebSocket (<code>graphql-transport-ws</code>). The book icon opens the documentation
        of all types and fields.
      </p>
      <p>
        Sign in at the top right, and this page sends your access token. Other clients send{' '}
        <code>Authorization: Bearer …</code> and renew the token within 15 minutes with <code>refreshSession</code>.
      </p>
      <p>
        <code>rateLimit</code> tells what a request may cost and what is left. Errors have a code in{' '}
        <code>extensions.code</code>.
      </p>
      <h2>Examples</h2>
      <p>They work with the people and stories of the demo.</p>
      {topics.map((topic) => (
        <Fragment key={topic}>
          <h3>{topic}</h3>
          <ul>
            {examples
              .filter((example) => example.topic === topic)
              .map((example) => (
                <li key={example.title}>
                  <button type="button" onClick={() => open(example)}>
                    <span>{example.title}</span>
                    {example.forViewer && <small> when signed in</small>}
                  </button>
                </li>
              ))}
          </ul>
        </Fragment>
      ))}
    </section>
  );
}

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M4 19V5a2 2 0 0 1 2-2h13v18H6a2 2 0 0 1-2-2m0 0a2 2 0 0 1 2-2h13M9 8h6" />
  </svg>
);

export const examplesPlugin: GraphiQLPlugin = { title: 'Examples', icon: Icon, content: Examples };
