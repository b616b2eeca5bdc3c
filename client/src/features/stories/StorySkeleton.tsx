import { Bar, type Wait, Waiting } from '../../ui/Skeleton.js';

export function StorySkeleton({ wait }: { wait: Wait }) {
  return (
    <Waiting wait={wait} label="Loading the story">
      <div className="story">
        <div className="story-head">
          <Bar width="85%" height="3rem" />
          <Bar width="14rem" height="1.5rem" />
        </div>
        <div className="body">
          {['100%', '96%', '99%', '92%', '60%'].map((width) => (
            <Bar key={width} width={width} height="1.2rem" />
          ))}
        </div>
      </div>
    </Waiting>
  );
}
