/** How large an answer is before it is written as JSON. */
export interface AnswerSize {
  /** In UTF-8, but for what JSON escapes; of short texts their characters. */
  bytes: number;
  /** Objects in lists. */
  objects: number;
  /** Of strings of more than 1 kB. */
  textBytes: number;
}

/** A text of more bytes is long: it costs points. */
export const LONG_TEXT_BYTES = 1_000;
/** Characters of a text that cannot be long, for none has more than three bytes; to count the bytes of each would cost more than all else here. */
const SHORT_TEXT = LONG_TEXT_BYTES / 3;
const SCALAR_BYTES = 6;
/** Quotation marks, colon, comma. */
const PUNCTUATION_BYTES = 4;

/**
 * Measures the result of an operation.
 * @param most bytes; beyond them counting stops
 */
export function answerSize(data: unknown, most: number): AnswerSize {
  const size: AnswerSize = { bytes: 0, objects: 0, textBytes: 0 };
  addValue(size, data, most);
  return size;
}

function addValue(size: AnswerSize, value: unknown, most: number): void {
  if (typeof value === 'string') {
    const bytes = value.length > SHORT_TEXT ? Buffer.byteLength(value) : value.length;
    size.bytes += bytes + PUNCTUATION_BYTES;
    if (bytes > LONG_TEXT_BYTES) size.textBytes += bytes;
  } else if (Array.isArray(value)) {
    for (const item of value) {
      if (size.bytes > most) return;
      if (typeof item === 'object' && item !== null) size.objects += 1;
      addValue(size, item, most);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const name in value) {
      if (size.bytes > most) return;
      size.bytes += name.length + PUNCTUATION_BYTES;
      addValue(size, (value as Record<string, unknown>)[name], most);
    }
  } else size.bytes += SCALAR_BYTES;
}
