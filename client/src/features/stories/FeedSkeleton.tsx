import { Bar, type Wait, Waiting } from '../../ui/Skeleton.js';

function Card({ lead = false }: { lead?: boolean }) {
  return (
    <li>
      <div className={lead ? 'card lead' : 'card'}>
        <div className="text">
          <Bar width="80%" height={lead ? '2.6rem' : '1.6rem'} />
          <Bar width="100%" />
          <Bar width="92%" />
          <Bar width="55%" />
        </div>
        <div className="meta">
          <span className="sk round" style={{ width: '1.75rem', height: '1.75rem' }} />
          <span className="sk" style={{ width: '11rem', height: '.9rem', margin: 0 }} />
        </div>
      </div>
    </li>
  );
}

export function FeedSkeleton({ wait, lead = false }: { wait: Wait; lead?: boolean }) {
  return (
    <Waiting wait={wait} label="Loading stories">
      <ul className="feed">
        <Card lead={lead} />
        <Card />
        <Card />
      </ul>
    </Waiting>
  );
}
