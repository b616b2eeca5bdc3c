/** What a writer is told of a story that a moderator took away. */
export function Removed({ reason }: { reason: string }) {
  return (
    <>
      <b>A moderator removed this.</b> <span dir="auto">{/[.!?…]$/.test(reason) ? reason : `${reason}.`}</span>{' '}
      <span>You can copy the text; it cannot be published again.</span>
    </>
  );
}
