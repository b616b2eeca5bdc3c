/** As the server writes it: what the picture shows, if its writer said so, and the site it is on. */
const link = /<a ([^>]*class="outside-picture"[^>]*)>([^<]*)<small>([^<]*)<\/small><\/a>/g;

const warning = '<span class="warning"> Showing it tells that site your address.</span>';
const nameOf = (host: string) => `<b>${host}</b>`;
/** Each button has a name of its own. */
const numbered = (number: number) => (number === 1 ? '' : `<span class="vh"> ${number}</span>`);
// What the writer said of the picture runs its own way.
const descriptionOf = (alt: string) => (alt ? `: “<bdi>${alt}</bdi>”` : '');

/**
 * Puts a box in the place of each link to a picture from another site. Until its button is pressed nobody else learns who
 * reads; then that site gets the request, and nothing about the page. Where no script will ever run, it stays a link.
 * @param html the server's HTML. Its text may have quotes, and so stands in no attribute here.
 */
export const withPictureOffers = (html: string): string => {
  let number = 0;
  return html.replace(link, (_, attributes: string, text: string, host: string) => {
    number += 1;
    const alt = text.trim();
    const address = /href="([^"]*)"/.exec(attributes)?.[1] ?? '';
    // English, also in a story that runs from right to left.
    return (
      `<span class="outside" data-src="${address}">` +
      `<span class="grow" dir="ltr">A picture from ${nameOf(host)}${descriptionOf(alt)}.${warning}</span>` +
      `<button class="btn quiet sm" type="button">Show picture${numbered(number)}</button>` +
      `<noscript><a class="btn quiet sm" href="${address}" rel="nofollow ugc noreferrer">Show picture${numbered(number)}</a></noscript></span>`
    );
  });
};

/** Puts the picture in the place of its box once it has come; one that does not come is offered again. */
export function showPicture(box: HTMLElement): void {
  const { src: address = '' } = box.dataset;
  const button = box.querySelector('button')!;
  if (!address.startsWith('https://') || button.ariaBusy) return;
  const text = box.querySelector('.grow')!;
  text.setAttribute('role', 'status');
  text.firstChild!.textContent = 'A picture from ';
  button.ariaBusy = 'true';
  button.firstChild!.textContent = 'Loading';
  const picture = document.createElement('img');
  picture.referrerPolicy = 'no-referrer';
  picture.alt = box.querySelector('bdi')?.textContent ?? '';
  picture.hidden = true;
  picture.tabIndex = -1;
  picture.onload = () => {
    const hadFocus = document.activeElement === button;
    picture.hidden = false;
    box.remove();
    if (hadFocus) picture.focus({ preventScroll: true });
  };
  picture.onerror = () => {
    picture.remove();
    text.firstChild!.textContent = 'Couldn’t load the picture from ';
    text.querySelector('.warning')?.remove();
    button.ariaBusy = null;
    button.firstChild!.textContent = 'Try again';
  };
  picture.src = address;
  box.after(picture);
}
