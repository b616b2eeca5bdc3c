import { type ReactNode, useState } from 'react';
import { sayDiscarded } from '../../lib/discarded.js';
import { useNavigate } from '../../lib/router.js';
import { counted } from '../../lib/text.js';
import { whyNotDone } from '../../lib/unanswered.js';
import { Dialog } from '../../ui/Dialog.js';
import { useToasts } from '../../ui/toasts.js';
import { profileBox, reasonBox } from '../text-boxes/boxes.js';
import { useViewer } from './SessionProvider.js';
import { useAccount } from './use-account.js';

interface SignOut {
  /** Signs out here, or everywhere; asks first when this browser alone has some of the text. */
  signOut(everywhere?: boolean): Promise<void>;
  /** To be rendered somewhere: the question, when there is one. */
  question: ReactNode;
}

export function useSignOut(): SignOut {
  const account = useAccount();
  const viewer = useViewer();
  const navigate = useNavigate();
  const { show } = useToasts();
  const [asking, setAsking] = useState<{ texts: string; everywhere: boolean; discard(): Promise<void> }>();

  const leave = async (everywhere: boolean) => {
    setAsking(undefined);
    try {
      const ended = await account.logout(everywhere);
      show(everywhere ? `Signed out everywhere: ${counted(ended, 'browser')}.` : 'Signed out.');
      navigate('/');
      document.getElementById('main')?.focus({ preventScroll: true });
    } catch (error) {
      show({
        text: whyNotDone(error, 'you were signed out'),
        action: { name: 'Try again', onClick: () => void leave(everywhere) },
      });
    }
  };

  const signOut = async (everywhere = false) => {
    if (!viewer) return;
    const [{ unsavedTextOf }, { keptBoxes }, { discardTexts }] = await Promise.all([
      import('../editor/unsaved-text.js'),
      import('../text-boxes/kept-boxes.js'),
      import('../text-boxes/text-box.js'),
    ]);
    const unsaved = unsavedTextOf(viewer.id);
    const stories = await unsaved.count();
    const boxes = keptBoxes(viewer.id);
    const comments = boxes.filter((box) => box !== profileBox && !box.startsWith(reasonBox(''))).length;
    const texts = [
      stories > 0 && counted(stories, 'story', 'stories'),
      comments > 0 && counted(comments, 'comment'),
      boxes.includes(profileBox) && 'your profile',
      boxes.some((box) => box.startsWith(reasonBox(''))) && 'a reason for removing something',
    ].filter((text) => text !== false);
    const discard = () => {
      discardTexts(viewer.id);
      sayDiscarded(viewer.id);
      return unsaved.discard();
    };
    if (texts.length > 0) setAsking({ texts: texts.join(', '), everywhere, discard });
    else await leave(everywhere);
  };

  const question = asking && (
    <Dialog title="Keep unsaved text?" className="ask" role="alertdialog" onClose={() => setAsking(undefined)}>
      <p className="muted" style={{ marginTop: 'var(--s-3)' }}>
        {`The text of ${asking.texts} is only in this browser. If you keep it, it waits here for you alone; if you discard it, it’s gone for good.`}
      </p>
      <div className="answers">
        <button className="btn" type="button" onClick={() => void leave(asking.everywhere)}>
          Keep and sign out
        </button>
        <button
          className="btn danger"
          type="button"
          onClick={() => void asking.discard().then(() => leave(asking.everywhere))}
        >
          Discard and sign out
        </button>
        <button className="btn bare" type="button" onClick={() => setAsking(undefined)}>
          Stay signed in
        </button>
      </div>
    </Dialog>
  );
  return { signOut, question };
}
