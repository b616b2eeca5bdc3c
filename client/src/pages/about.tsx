import { Around, around } from '../features/around/Around.js';
import { Page } from '../ui/Page.js';

export const queries = around;

export default function AboutPage() {
  return (
    <Page title="About this place" beside={<Around />}>
      <div className="page-column about">
        <header className="masthead" style={{ paddingBottom: 0 }}>
          <h1 className="title">About this place</h1>
        </header>
        <div className="prose">
          <p>
            Wander is a community for stories from the road. People write about what they saw, heard and ate on the way,
            slowly, in whole sentences. Everything published here can be read without an account.
          </p>
          <h2>What you can rely on</h2>
          <ul>
            <li>A draft is its writer’s alone. No page shows it to anybody else, not even to the hosts.</li>
            <li>Your email address is shown to nobody but you.</li>
            <li>
              No other company learns what you read: nothing on these pages is loaded from elsewhere. A picture that
              lies on another site is shown when you ask for it, and not before.
            </li>
            <li>
              What you write is saved in your browser until Wander has it. If the network fails, you lose nothing.
            </li>
          </ul>
          <h2>Who runs it</h2>
          <p>
            Its readers do: Wander is free software under the MIT licence, and whoever likes can host it. Questions
            about what is published here go to the people who host this copy of it.
          </p>
          <h2>Credits</h2>
          <p>
            The type is Newsreader and Figtree, both under the SIL Open Font License. The outlines of countries come
            from Natural Earth, which is in the public domain. The names of towns come from GeoNames (geonames.org),
            under CC BY 4.0.
          </p>
        </div>
      </div>
    </Page>
  );
}
