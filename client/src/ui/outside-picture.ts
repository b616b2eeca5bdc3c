/**
 * A picture from another site, which names it. Until its button is pressed nobody else learns who reads; then that site gets
 * the request, and nothing about the page.
 */
interface OutsidePicture {
  address: string;
  host: string;
  alt: string;
}

/** The box that stands for a picture in place of the server's link to it. */
export function offerOf(link: HTMLAnchorElement): HTMLElement {
  const name = link.querySelector('small');
  const host = name?.textContent ?? '';
  name?.remove();
  return boxFor({ address: link.getAttribute('href') ?? '', host, alt: link.textContent.trim() }, 'offered');
}

function boxFor({ address, host, alt }: OutsidePicture, state: 'offered' | 'failed'): HTMLElement {
  const box = document.createElement('span');
  box.className = 'outside';
  Object.assign(box.dataset, { src: address, host, alt });
  const text = document.createElement('span');
  text.className = 'grow';
  // English, also in a story that runs from right to left; what the writer said of the picture runs its own way.
  text.dir = 'ltr';
  const name = document.createElement('b');
  name.textContent = host;
  text.append(state === 'offered' ? 'A picture from ' : 'Couldn’t load the picture from ', name);
  if (alt) {
    const description = document.createElement('bdi');
    description.textContent = alt;
    text.append(': “', description, '”');
  }
  text.append(state === 'offered' ? '. Showing it tells that site your address.' : '.');
  const button = document.createElement('button');
  button.className = 'btn quiet sm';
  button.type = 'button';
  button.textContent = state === 'offered' ? 'Show picture' : 'Try again';
  box.append(text, button);
  return box;
}

/** Puts the picture in the place of its box; one that does not come is offered again. */
export function showPicture(box: HTMLElement): void {
  const { src: address = '', host = '', alt = '' } = box.dataset;
  if (!address.startsWith('https://')) return;
  const picture = document.createElement('img');
  picture.referrerPolicy = 'no-referrer';
  picture.alt = alt;
  // The focus was on the button, which goes.
  picture.tabIndex = -1;
  picture.onerror = () => {
    const hasFocus = document.activeElement === picture;
    const failed = boxFor({ address, host, alt }, 'failed');
    picture.replaceWith(failed);
    if (hasFocus) failed.querySelector('button')!.focus({ preventScroll: true });
  };
  picture.src = address;
  box.replaceWith(picture);
  picture.focus({ preventScroll: true });
}
