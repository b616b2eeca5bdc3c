/** The box of the form for one's profile. A comment's box is named by what it is about, or `edit/` and its own id. */
export const profileBox = 'profile';

/** The box of the reason why something is removed. */
export const reasonBox = (id: string): string => `reason/${id}`;
