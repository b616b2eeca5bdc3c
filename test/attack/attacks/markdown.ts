import type { Attack } from '../attack.js';

const BODY_LENGTH = 49_900;
const COMMENT_LENGTH = 4_990;

/** Texts that are read again and again by a parser that goes back: tables without an end, nested and unfinished marks. */
const PIECES = [
  '|a\n-|\n',
  '|\n- \n',
  '|*\n***\n',
  '|a|\n|-|\n',
  '> ',
  '- ',
  '1. ',
  '**a ',
  '*a _b ',
  '[a](',
  '[',
  '![',
  '<a ',
  '<!--',
  '`a',
  '``` \n',
  '[a]: <\n',
  '&amp',
  '\\',
  'http://a.',
  'a@b.',
  '~~a ',
  '\n\n\ta',
  '> - ',
];

const filled = (piece: string, length: number): string => piece.repeat(Math.floor(length / piece.length));

export const markdown: Attack[] = [
  {
    name: 'markdown',
    tries: 'saves stories of 50,000 characters that Markdown takes long to read, as a table row 8,333 times',
    as: 'person',
    seconds: 12,
    run: (target) =>
      target.repeat(
        2,
        (n) =>
          target.ask(
            target.person(n % 8),
            'mutation ($body: String!) { createPost(input: { title: "A", body: $body }) { post { id } } }',
            { body: filled(PIECES[n % PIECES.length]!, BODY_LENGTH) },
          ),
        PIECES.length * 5,
      ),
  },
  {
    name: 'markdown-comments',
    tries: 'says comments of that kind',
    as: 'person',
    async run(target) {
      const { text } = await target.ask(target.guest(), '{ posts(first: 1) { nodes { id } } }');
      const postId = /"id":"(\w+)"/.exec(text)?.[1];
      await target.repeat(
        4,
        (n) =>
          target.ask(
            target.person(n % 8),
            'mutation ($postId: ID!, $body: String!) { addComment(input: { postId: $postId, body: $body }) { commentEdge { cursor } } }',
            { postId, body: filled(PIECES[n % PIECES.length]!, COMMENT_LENGTH) },
          ),
        160,
      );
    },
  },
];
