/** For `navigate`: the page on the screen gets another address and stays as it is. */
export const samePage = { replace: true, state: { samePage: true } } as const;

export const isSamePage = (state: unknown): boolean => (state as { samePage?: boolean } | null)?.samePage === true;
