/** For `navigate`: the page on the screen gets another address and stays as it is. */
export const samePage = { replace: true, state: { samePage: true } } as const;
