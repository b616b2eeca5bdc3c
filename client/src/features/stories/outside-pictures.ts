const svg = (paths: string) => `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;
const pictureIcon = svg(
  '<rect width="18" height="18" x="3" y="3" rx="2" ry="2"/><circle cx="9" cy="9" r="2"/><path d="m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21"/>',
);

function hostOf(address: string): string | undefined {
  try {
    const { protocol, host } = new URL(address);
    return protocol === 'https:' ? host : undefined;
  } catch {
    return undefined;
  }
}

/** The server leaves a picture from another site as an element with class `outside` that names it, and loads nothing. */
function offer(element: HTMLElement) {
  const address = element.dataset.src ?? element.getAttribute('href') ?? '';
  const host = hostOf(address);
  if (!host) return;
  const alt = element.dataset.alt ?? '';
  const box = document.createElement('span');
  box.className = 'outside';
  box.innerHTML = `${pictureIcon}<span class="grow">A picture from <b></b>. Showing it tells that site your address.</span>`;
  const name = box.querySelector('b');
  if (name) name.textContent = host;
  if (alt) box.querySelector('.grow')?.append(` It shows: ${alt}`);
  const button = document.createElement('button');
  button.className = 'btn quiet sm';
  button.type = 'button';
  button.textContent = 'Show picture';
  button.onclick = () => {
    const picture = document.createElement('img');
    picture.referrerPolicy = 'no-referrer';
    picture.alt = alt;
    picture.tabIndex = -1;
    picture.src = address;
    box.replaceWith(picture);
    picture.focus();
  };
  box.append(button);
  element.replaceWith(box);
}

/** Puts in place of each picture from another site the offer to show it: until then nobody else learns who reads. */
export function offerOutsidePictures(root: HTMLElement) {
  root.querySelectorAll<HTMLElement>('.outside').forEach(offer);
}
