import { Link } from '../lib/router.js';

export function Brand() {
  return (
    <Link className="brand" to="/" aria-label="Wander, home">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <path
          d="M4 9.5c3.2 0 3.4 13 7.6 13s3.6-13 8-13c2.9 0 3.7 4.3 4.6 7.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="3.3"
          strokeLinecap="round"
          strokeDasharray=".1 5.15"
        />
        <circle cx="25.6" cy="22.6" r="4.1" fill="currentColor" />
      </svg>
      Wander
    </Link>
  );
}
