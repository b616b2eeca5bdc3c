import { type GraphiQLPlugin, useEditorContext } from '@graphiql/react';
import { flushSync } from 'react-dom';
import { type Example, examples } from './examples.js';

export const variablesOf = ({ variables }: Example): string => (variables ? JSON.stringify(variables, null, 2) : '');

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
      <h2>Examples</h2>
      <p>They work on the demo’s people and stories.</p>
      <ul>
        {examples.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => open(example)}>
              {example.title}
              {example.forViewer && <small> when signed in</small>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const Icon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
    <path d="M4 19V5a2 2 0 0 1 2-2h13v18H6a2 2 0 0 1-2-2m0 0a2 2 0 0 1 2-2h13M9 8h6" />
  </svg>
);

export const examplesPlugin: GraphiQLPlugin = { title: 'Examples', icon: Icon, content: Examples };
