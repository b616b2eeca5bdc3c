import { Notice } from '../../ui/Notice.js';

/** Tells people on every page that the hosts have suspended their account, and what they may still do. */
export default function SuspendedNotice() {
  return (
    <div className="wrap suspended">
      <Notice kind="caution" role="status">
        <b>Your account is suspended.</b>{' '}
        <span>
          You can still read everything, copy your drafts, change your password and sign out. You can’t publish,
          comment, like or follow. Nothing you wrote is lost. Ask the people who run this site if you think this is a
          mistake.
        </span>
      </Notice>
    </div>
  );
}
