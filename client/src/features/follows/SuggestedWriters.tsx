import { useQuery } from '@apollo/client/react';
import { graphql } from '../../graphql/generated/index.js';
import { PersonRow } from './PersonRow.js';

const SuggestedWritersQuery = graphql(`
  query SuggestedWriters {
    viewer {
      suggestedWriters(first: 3) {
        id
        ...PersonRow_user
      }
    }
  }
`);

/** Writers whom the viewer does not follow yet; nothing where there are none. */
export default function SuggestedWriters({ heading }: { heading: string }) {
  const { data } = useQuery(SuggestedWritersQuery);
  const writers = data?.viewer?.suggestedWriters ?? [];
  if (writers.length === 0) return null;
  return (
    <section>
      <h2>{heading}</h2>
      <ul className="rows">
        {writers.map((user) => (
          <PersonRow key={user.id} user={user} />
        ))}
      </ul>
    </section>
  );
}
