import { useApolloClient } from '@apollo/client/react';
import { ArrowLeft, BookOpen, EyeOff, History, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Link, Navigate, useLocation, useNavigate, useParams, useSearchParams } from '../lib/router.js';
import { DeleteQuestion } from '../features/stories/DeleteQuestion.js';
import { KeptTexts } from '../features/editor/kept-texts.js';
import { findTags } from '../features/editor/find-tags.js';
import { isUnsaved } from '../features/editor/save-machine.js';
import type { SavedStory, StoryText } from '../features/editor/story-text.js';
import { findKept, type SessionEvents, StorySession } from '../features/editor/story-session.js';
import type { FailedAction, Trouble } from '../features/editor/save-machine.js';
import { GraphqlStoryServer, toSavedStory, troubleOf } from '../features/editor/story-server.js';
import { StoryEditor } from '../features/editor/StoryEditor.js';
import { presenceOf } from '../features/session/presence.js';
import { useSession } from '../features/session/SessionProvider.js';
import { graphql } from '../graphql/generated/index.js';
import { Page, usePageTitle } from '../ui/Page.js';
import { Bar, useWait, Waiting } from '../ui/Skeleton.js';
import { useToasts } from '../ui/toasts.js';
import { Trouble as LoadTrouble } from '../ui/Trouble.js';
import { copyAddress } from '../lib/copy-address.js';
import { samePage } from '../lib/same-page.js';

const WritePageQuery = graphql(`
  query WritePage($id: ID!, $exists: Boolean!) {
    viewer {
      user {
        id
        username
        name
      }
    }
    node(id: $id) @include(if: $exists) {
      __typename
      ...EditedStory
      ... on Post {
        viewerCanEdit
      }
    }
  }
`);

type Opening =
  | { kind: 'opening' | 'guest' | 'missing' }
  | { kind: 'failed'; error: unknown; retry(): void }
  | { kind: 'open'; session: StorySession; writer: string };

/** `wanted`: the editor that kept the text to open, where there are several texts. */
function useOpening(id: string | undefined, wanted: string | null): Opening {
  const client = useApolloClient();
  const session = useSession();
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' });
  const [attempt, setAttempt] = useState(0);
  const openId = opening.kind === 'open' ? opening.session.snapshot().saved?.id : undefined;
  // After the first save the address gets the id; the editor, its text and the focus stay.
  const settled = opening.kind === 'open' && openId === id;

  useEffect(() => {
    if (settled) return;
    let gone = false;
    const open = async (): Promise<Opening> => {
      const variables = { id: id ?? '', exists: id !== undefined };
      const { data } = await client
        .query({ query: WritePageQuery, variables, fetchPolicy: 'network-only' })
        .catch((error: unknown) => {
          const known = client.readQuery({ query: WritePageQuery, variables });
          if (known) return { data: known };
          throw error;
        });
      if (!data?.viewer) return { kind: 'guest' };
      const post = data.node?.__typename === 'Post' && data.node.viewerCanEdit ? data.node : undefined;
      const { id: person, name: writer } = data.viewer.user;
      const texts = new KeptTexts(person);
      const found = await findKept(texts, id, wanted);
      // What is kept of a story that is gone is still its writer's: the editor offers to begin anew with it.
      if (id && !post && !found.kept) return { kind: 'missing' };
      const start = { saved: post && toSavedStory(post), ...found };
      const server = new GraphqlStoryServer(client, person);
      return { kind: 'open', session: new StorySession(start, server, texts, presenceOf(session, person)), writer };
    };
    open().then(
      (next) => gone || setOpening(next),
      (error: unknown) => {
        if (gone) return;
        const signedOut = troubleOf(error).trouble.kind === 'signedOut';
        setOpening(
          signedOut ? { kind: 'guest' } : { kind: 'failed', error, retry: () => setAttempt((count) => count + 1) },
        );
      },
    );
    return () => {
      gone = true;
    };
  }, [client, session, id, wanted, attempt, settled]);

  return opening;
}

export default function WritePage() {
  const { id } = useParams();
  const [params] = useSearchParams();
  const { pathname } = useLocation();
  const opening = useOpening(id, params.get('kept'));
  switch (opening.kind) {
    case 'opening':
      return <OpeningPage />;
    case 'guest':
      return <Navigate to={`/login?next=${encodeURIComponent(pathname)}`} replace />;
    case 'missing':
      return <Navigate to="/drafts" replace />;
    case 'failed':
      return (
        <>
          <WayBack />
          <Page title="Couldn’t load the story">
            <h1 className="vh">Your story</h1>
            <LoadTrouble title="Couldn’t load the story" error={opening.error} onRetry={opening.retry} />
          </Page>
        </>
      );
    case 'open':
      return <OpenStory key={opening.session.writer} session={opening.session} writer={opening.writer} />;
  }
}

/** The editor's bar, as far as it is known before there is a text. */
function WayBack() {
  return (
    <header className="writebar">
      <div className="wrap">
        <Link className="ibtn" aria-label="Back to your drafts" to="/drafts">
          <ArrowLeft className="icon" aria-hidden="true" />
        </Link>
      </div>
    </header>
  );
}

function OpeningPage() {
  const wait = useWait(true);
  return (
    <>
      <WayBack />
      <Page title={undefined} busy>
        <div style={{ paddingTop: 'var(--s-6)' }}>
          <Waiting wait={wait} label="Loading your story">
            <Bar width="60%" height="2.6rem" />
            {['100%', '96%', '99%', '60%'].map((width) => (
              <Bar key={width} width={width} height="1.2rem" />
            ))}
          </Waiting>
        </div>
      </Page>
    </>
  );
}

function OpenStory({ session, writer }: { session: StorySession; writer: string }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [saved, setSaved] = useState<SavedStory | undefined>(session.snapshot().saved);
  const { show } = useToasts();
  const [asking, setAsking] = useState(false);
  const [aside, setAside] = useState<StoryText>();

  useEffect(() => session.open(), [session]);
  useEffect(() => session.subscribe(() => setSaved(session.snapshot().saved)), [session]);
  useEffect(() => {
    const events = (isHere: boolean): SessionEvents => ({
      done: (action, { slug }) => {
        if (action === 'unpublish') return void show('Unpublished. Only you can see it now.');
        const path = `/stories/${slug}`;
        // Who has typed on meanwhile, or has left, stays where they are.
        const goes = isHere && !isUnsaved(session.snapshot());
        if (goes) void navigate(path);
        show({
          text: <b>Published.</b>,
          action: goes
            ? { name: 'Copy link', onClick: () => void copyAddress(location.origin + path).then(show) }
            : { name: 'View story', onClick: () => void navigate(path) },
        });
      },
      deleted: () =>
        void session.discard().then(async () => {
          if (isHere) navigate('/drafts', { replace: true });
          show('The story is deleted.');
        }),
      discarded: () => void (isHere && navigate('/', { replace: true })),
      failed: (action, trouble) => show(whyNot(action, trouble)),
    });
    session.report(events(true));
    return () => session.report(events(false));
  }, [session, show, navigate]);
  const addressOf = useRef(saved?.id);
  useEffect(() => {
    if (!saved || addressOf.current === saved.id) return;
    // Once a story: who goes to /write from here wants to begin another one.
    addressOf.current = saved.id;
    void navigate(`/write/${saved.id}`, samePage);
  }, [saved, navigate]);
  const title = useSyncExternalStore(session.subscribe, () => session.snapshot().text.title).trim();
  usePageTitle(title ? `${title} · Editing` : saved ? 'Untitled draft · Editing' : 'New story');
  const version = saved?.version;
  useEffect(() => {
    void session.lastAside().then((found) => setAside(found?.text));
  }, [session, version]);

  const client = useApolloClient();
  const suggest = useMemo(() => findTags(client), [client]);

  const menu = useMemo(() => {
    if (!saved) return undefined;
    return (
      <>
        {saved.status === 'PUBLISHED' && (
          <>
            <Link to={`/stories/${saved.slug}`}>
              <BookOpen className="icon" aria-hidden="true" />
              Read it
            </Link>
            <button type="button" onClick={() => session.dispatch({ type: 'actionAsked', action: 'unpublish' })}>
              <EyeOff className="icon" aria-hidden="true" />
              Unpublish
            </button>
          </>
        )}
        {aside && (
          <button type="button" onClick={() => session.dispatch({ type: 'compared', text: aside })}>
            <History className="icon" aria-hidden="true" />
            See what you set aside
          </button>
        )}
        <button type="button" onClick={() => setAsking(true)}>
          <Trash2 className="icon" aria-hidden="true" />
          Delete story
        </button>
      </>
    );
  }, [saved, aside, session]);

  return (
    <>
      <StoryEditor
        session={session}
        findTags={suggest}
        writer={writer}
        menu={menu}
        say={(text) => void show(text)}
        onBack={() => void navigate('/drafts')}
        onSignIn={() => void navigate(`/login?next=${encodeURIComponent(pathname)}`)}
      />
      {asking && saved && (
        <DeleteQuestion
          id={saved.id}
          title={session.snapshot().text.title}
          onKeep={() => setAsking(false)}
          onDelete={() => {
            setAsking(false);
            session.dispatch({ type: 'actionAsked', action: 'delete' });
          }}
        />
      )}
    </>
  );
}

const notDone = {
  publish: 'The story was not published',
  update: 'The story was not updated',
  unpublish: 'The story was not unpublished',
  delete: 'The story was not deleted',
};

/** Told when it is known that something did not happen. */
function whyNot(action: FailedAction, trouble: Trouble): string {
  if ('message' in trouble) return trouble.message;
  if (trouble.kind === 'signedOut') return `${notDone[action]}: you were signed out.`;
  return `${notDone[action]}: Wander wasn’t responding. Your text is safe; try again.`;
}
