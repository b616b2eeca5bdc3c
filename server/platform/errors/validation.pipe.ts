import { type ArgumentMetadata, Injectable, ValidationPipe, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { AppError, badInput, type FieldProblem } from './app-error.js';

/** The one pipe: decorators of the input classes in, BAD_USER_INPUT with every problem out. */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      stopAtFirstError: true,
      forbidUnknownValues: false,
      exceptionFactory: (errors) => badInput(problemsOf(errors)),
    });
  }

  private readonly known = new WeakMap<object, boolean>();

  /** GraphQL's arguments are bodies, of types that it has checked: one that is absent, or has no rules beside them, costs nothing here. */
  private hasRules(type: ArgumentMetadata['metatype']): boolean {
    if (type === undefined) return false;
    let has = this.known.get(type);
    if (has === undefined) {
      has = getMetadataStorage().getTargetValidationMetadatas(type, '', true, false).length > 0;
      this.known.set(type, has);
    }
    return has;
  }

  /** Problems are told from the arguments on: `input.title`, not `title`. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && (value == null || !this.hasRules(metadata.metatype))) return value;
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof AppError) || metadata.data === undefined) throw error;
      throw badInput(
        (error.details.fields ?? []).map((field) => ({ ...field, path: `${metadata.data}.${field.path}` })),
      );
    }
  }
}

const problemsOf = (errors: ValidationError[], parent = ''): FieldProblem[] =>
  errors.flatMap((error) => {
    const path = parent + error.property;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ path, message }));
    return [...own, ...problemsOf(error.children ?? [], `${path}.`)];
  });
