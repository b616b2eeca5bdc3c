import { expect, it } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { renderMarkdown } from '../../../server/platform/markdown/render.js';
import { Prose } from './Prose.js';

const html =
  '<p><a class="outside-picture" href="https://pictures.example/pier.png">A pier <small>pictures.example</small></a></p>';

it('a picture from another site that does not come says so, and can be tried again', async () => {
  const user = userEvent.setup();
  render(<Prose html={html} />);
  await user.click(screen.getByRole('button', { name: 'Show picture' }));
  for (let times = 0; times < 2; times += 1) {
    fireEvent.error(screen.getByRole('img', { hidden: true }));
    expect(screen.getByText(/^Couldn’t load/).textContent).toBe(
      'Couldn’t load the picture from pictures.example: “A pier”.',
    );
    const again = screen.getByRole('button', { name: 'Try again' });
    expect(document.activeElement).toBe(again);
    await user.click(again);
  }
  expect(screen.queryByText(/^Couldn’t load/)).toBeNull();
});

it('the box of a picture from another site stays until the picture has come', async () => {
  const user = userEvent.setup();
  const { container } = render(<Prose html={html} />);
  await user.click(screen.getByRole('button', { name: 'Show picture' }));
  await user.click(screen.getByRole('button', { name: 'Loading' }));
  expect(container.querySelectorAll('img')).toHaveLength(1);
  expect(screen.queryByRole('img')).toBeNull();
  fireEvent.load(screen.getByRole('img', { hidden: true }));
  const picture = screen.getByRole<HTMLImageElement>('img', { name: 'A pier' });
  expect(picture.src).toBe('https://pictures.example/pier.png');
  expect(document.activeElement).toBe(picture);
  expect(screen.queryByRole('button')).toBeNull();
});

it('what a writer says of a picture adds no attribute to the page', async () => {
  const user = userEvent.setup();
  const said = `a" onclick="alert(1)" style='color: red' data-src="javascript:alert(1)`;
  const text = renderMarkdown(`![${said.replaceAll('"', '\\"')}](https://pictures.example/pier.png)`);
  const { container } = render(<Prose html={text} />);
  const allowed = ['class', 'data-src', 'dir', 'type'];
  const names = [...container.querySelectorAll('.prose *')].flatMap((element) => element.getAttributeNames());
  expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Show picture' }));
  const picture = screen.getByRole<HTMLImageElement>('img', { hidden: true });
  expect([picture.alt, picture.src]).toEqual([said, 'https://pictures.example/pier.png']);
});

it('what several pictures and notes offer has a name of its own', () => {
  const pictures = '![](https://a.example/1.png) ![](https://a.example/2.png)';
  render(<Prose html={renderMarkdown(`${pictures}\n\nFar[^1] away[^2]\n\n[^1]: one\n[^2]: two`)} />);
  for (const name of ['Show picture', 'Show picture 2'])
    expect(screen.getAllByRole('button', { name })).toHaveLength(1);
  for (const number of [1, 2])
    expect(screen.getAllByRole('doc-backlink', { name: `Back to the text from note ${number}` })).toHaveLength(1);
});
