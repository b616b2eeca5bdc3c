import { describe, expect, it } from '@jest/globals';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { readError } from './api-error.js';
import { whyNotDone } from './unanswered.js';
import { contourOf } from './contour.js';
import { shortDate, timeAgo, waitOf } from './dates.js';
import { lengthOf, normalise } from './input.js';
import { counted, quoted } from './text.js';
import { describeBrowser } from './user-agent.js';

describe('text', () => {
  it('is counted in code points after NFC and with one line end', () => {
    expect(lengthOf('e\u0301')).toBe(1);
    expect(lengthOf('🚂🚂')).toBe(2);
    expect(lengthOf('a\r\nb\rc')).toBe(5);
  });

  it('that is quoted turns no word around it', () => {
    expect(`${quoted('abc\u202edef')} is deleted.`).toBe('“\u2068abc\u202edef\u2069” is deleted.');
  });

  it('is counted without the characters that nobody sees', () => {
    expect(lengthOf('\ufeffFirst\u000bsecond\u001f')).toBe('First\nsecond'.length);
    expect(lengthOf('Anna\u200b', 'name')).toBe(4);
    expect(normalise('a\tb\u2028c\u001ed', 'line')).toBe('a b c-d');
  });

  it('puts numbers and words together', () => {
    expect([counted(1, 'story', 'stories'), counted(2_000, 'story', 'stories')]).toEqual(['1 story', '2,000 stories']);
  });
});

describe('dates', () => {
  const now = new Date(2026, 10, 24, 12);

  it('name the year only when it is not this one', () => {
    expect(shortDate(new Date(2026, 10, 14, 9).toISOString(), now)).toBe('14 November');
    expect(shortDate(new Date(2025, 6, 3, 9).toISOString(), now)).toBe('3 July 2025');
  });

  it('say how long ago something was, within a day', () => {
    const before = (minutes: number) =>
      timeAgo(new Date(now.getTime() - minutes * 60_000).toISOString(), now.getTime());
    expect([before(0), before(5), before(180), before(3 * 24 * 60)]).toEqual([
      'Now',
      '5 minutes ago',
      '3 hours ago',
      '21 November',
    ]);
  });

  it('say how long one waits', () => {
    expect([waitOf(1), waitOf(40), waitOf(61)]).toEqual(['1 second', '40 seconds', '2 minutes']);
  });
});

describe('a failed request', () => {
  const refused = (status: number) =>
    readError(new ServerError('No.', { response: { status, headers: new Map() } as never, bodyText: '<h1>No</h1>' }));

  it('is nobody’s mistake when a proxy says that Wander is not there', () => {
    expect([502, 503, 504].map((status) => refused(status).code)).toEqual([
      'UNAVAILABLE',
      'UNAVAILABLE',
      'UNAVAILABLE',
    ]);
    expect(refused(500).code).toBe('INTERNAL_SERVER_ERROR');
    expect(readError(new TypeError('Failed to fetch')).code).toBe('NO_ANSWER');
  });

  it('is told in Wander’s own words, where it reached Wander', () => {
    const error = { message: 'This account is suspended.', extensions: { code: 'FORBIDDEN' } };
    const refused = new CombinedGraphQLErrors({ errors: [error] });
    expect(whyNotDone(refused, 'it was saved')).toBe('This account is suspended.');
    expect(whyNotDone(new TypeError('Failed to fetch'), 'it was saved')).toBe(
      'Wander isn’t responding. We don’t know yet whether it was saved.',
    );
  });
});

describe('a contour', () => {
  it('is the same for the same name and another for another', () => {
    expect(contourOf('marta')).toEqual(contourOf('marta'));
    expect(contourOf('marta').path).not.toBe(contourOf('ilse').path);
  });

  it('has six closed rings and one of five grounds', () => {
    const { path, tint } = contourOf('tomas');
    expect(path.match(/Z/g)).toHaveLength(6);
    expect(path).not.toMatch(/NaN/);
    expect([1, 2, 3, 4, 5]).toContain(tint);
  });
});

describe('a browser', () => {
  it('is called what a person calls it', () => {
    const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1';
    expect(describeBrowser(safari)).toEqual({ name: 'Safari on iPhone', isPhone: true });
    expect(describeBrowser('Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0').name).toBe(
      'Firefox on Linux',
    );
    expect(describeBrowser(null)).toEqual({ name: 'A browser', isPhone: false });
  });
});
