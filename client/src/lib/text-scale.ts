/** How much larger than usual a reader wants text to be: rems of 16 pixels. */
export const textScale = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
