import { LinkifyIt, REBuilder } from 'linkify-it';
import type { MarkdownIt, StateInline } from 'markdown-it';
import { LIMITS } from '../limits.js';
import { ruleOf } from './rules.js';

/** Letters of scripts that are written without spaces, or with particles that follow a word at once. */
const UNSPACED =
  '\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u31ff' +
  '\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\ud840-\\ud8bf';

/** What chats and pages put around an address, and nobody sees: spaces without width, hyphens, marks of direction. */
const HIDDEN = '\\u00ad\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff';

/** Where a sentence goes on after an address: `https://example.org/mapを見て`, but not within `/wiki/富士山`. */
const SENTENCE = `(?:(?<=[a-zA-Z\\d])(?=[${UNSPACED}])|(?=[${HIDDEN}]))`;

/**
 * Where bare addresses begin and end. Beside spaces and ASCII punctuation they end at any punctuation of any script, at
 * symbols, and where a sentence in a script without spaces goes on.
 */
class BareAddresses extends REBuilder {
  /** linkify-it's are `<`, `>` and `｜`. */
  override get_text_separators(): RegExp {
    return /[><\u2190-\u2bff\uff01-\uff65\uffe0-\uffee]/;
  }

  override get_pseudo_letter(): RegExp {
    return (this.cache.src_pseudo_letter ??= new RegExp(
      `(?:(?!${SENTENCE}|[$+=^\`|])${super.get_pseudo_letter().source})`,
    ));
  }

  override get_host_terminator(): RegExp {
    return (this.cache.src_host_terminator ??= new RegExp(`(?:(?=${SENTENCE})|${super.get_host_terminator().source})`));
  }

  override get_path_terminator(): RegExp {
    return (this.cache.src_path_terminator ??= new RegExp(`${SENTENCE}|${super.get_path_terminator().source}`));
  }

  /**
   * An e-mail address begins after anything that cannot be a part of it; `jürgen@` is not one of `rgen`. What stands before the
   * host in `https://anna:password@example.org` is none.
   */
  override get_mail_name_validator(): RegExp {
    return (this.cache.mail_name_validator ??= new RegExp(
      `(?:^|[^-!#$%&'*+/=?^_\`{|}~\\p{Lu}\\p{Ll}\\p{Lt}\\p{M}0-9.@])(?!\\/\\/)(?<!:\\/\\/[^\\s/?#<>,;()]{0,255})(${this.get_mail_name().source})$`,
      'u',
    ));
  }

  /** So does an address. */
  override get_schema_search(): RegExp {
    return (this.cache.schema_search ??= new RegExp(`(^|[^\\w.@/:-])(${this.get_schema_names().source})`, 'ig'));
  }
}

/** They make no link: see `linkAddress`. */
const CREDENTIALS = /^\/\/[^\s/?#<>,;()]*@/;
const MAX_CREDENTIALS = 256;

/** `https://example.org`, `www.example.org` and `anna@example.org` are links; `example.org` is text. */
export function bareAddresses(md: MarkdownIt): void {
  const most = LIMITS.text.addressCharacters;
  const linkify = new LinkifyIt({ rebuilder: new BareAddresses(), fuzzyLink: false, maxLength: most + 1 });
  const addressLength = (validator: RegExp, text: string, at: number): number => {
    if (CREDENTIALS.test(text.slice(at, at + MAX_CREDENTIALS))) return 0;
    validator.lastIndex = at;
    // Marks behind an address are of the text around it.
    const length = validator.exec(text)?.[0].replace(/[*_~?!.,:]+$/, '').length ?? 0;
    return length > most ? 0 : length;
  };
  const http = {
    validate: (text: string, at: number, { re }: LinkifyIt) => addressLength(re.get_http_validator(), text, at),
  };
  linkify.add('http:', http).add('https:', http).add('ftp:').add('//');
  linkify.add('www.', {
    validate: (text, at, { re }) => addressLength(re.get_relative_proto_validator(), text, at),
    normalize: (match) => {
      match.url = `http://${match.url}`;
    },
  });
  md.linkify = linkify;
  const { rule, alt } = ruleOf(md.inline.ruler, 'linkify');
  md.inline.ruler.at('linkify', outsideLongWords(rule), { alt });
}

type InlineRule = (state: StateInline, silent: boolean) => boolean;

/** In a word that is too long for an address none is looked for: each `://` in it would be read to the limit. */
function outsideLongWords(rule: InlineRule): InlineRule {
  const ends = new WeakMap<StateInline, number>();
  return (state, silent) => {
    if (state.pos < (ends.get(state) ?? 0)) return false;
    if (rule(state, silent)) return true;
    if (!state.src.startsWith('://', state.pos)) return false;
    const length = state.src.slice(state.pos).search(/[\s<>]|$/);
    if (length > LIMITS.text.addressCharacters) ends.set(state, state.pos + length);
    return false;
  };
}
