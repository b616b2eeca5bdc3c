import { Transform } from 'class-transformer';
import { LIMITS } from '../../platform/limits.js';
import { Text } from '../../platform/errors/index.js';

/** The field of an input in which a moderator says why. */
export function Reason(): PropertyDecorator {
  const isAbsent = Transform(({ value }: { value: unknown }) => value ?? undefined);
  const isText = Text({ name: 'The reason', max: LIMITS.text.reasonCharacters, form: 'lines', trim: true });
  return (target, key) => {
    isAbsent(target, key);
    isText(target, key);
  };
}
