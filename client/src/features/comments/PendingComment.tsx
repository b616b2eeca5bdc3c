import { Avatar } from '../../ui/Avatar.js';
import { useViewer } from '../session/SessionProvider.js';

/** What is on its way to Wander. */
export function PendingComment({ body }: { body: string }) {
  const viewer = useViewer();
  return (
    <div className="comment sending">
      <Avatar username={viewer?.username ?? ''} />
      <div>
        <p className="who">
          <span dir="auto">{viewer?.name}</span>
          <span className="state">sending</span>
        </p>
        <div className="said">
          <p dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
            {body}
          </p>
        </div>
      </div>
    </div>
  );
}
