import { type ArgumentMetadata, Injectable, ValidationPipe, type ValidationError } from '@nestjs/common';
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

  /** Problems are told from the arguments on: `input.title`, not `title`. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
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
