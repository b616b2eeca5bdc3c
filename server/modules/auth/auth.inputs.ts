import { Field, ID, InputType } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { IsBoolean, isEmail, IsString, Matches, ValidateBy } from 'class-validator';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../platform/auth/index.js';
import { mayFit, Text } from '../../platform/errors/index.js';
import { LIMITS } from '../../platform/limits.js';
import { canonicalEmail, typedName } from '../users/index.js';

const fitsEmail = (value: unknown): value is string =>
  typeof value === 'string' && mayFit(value, LIMITS.text.emailCharacters);

/** A text that is changed where it is short enough to be looked at. */
const changed = (change: (text: string) => string): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (fitsEmail(value) ? change(value) : value));

/** @param change makes it what it is compared with. */
function Email(change: (text: string) => string): PropertyDecorator {
  return (target, key) => {
    changed(change)(target, key);
    Text({ name: 'The email address', max: LIMITS.text.emailCharacters, form: 'name' })(target, key);
  };
}

@InputType({ description: 'The input of `register`.' })
export class RegisterInput {
  @Field(() => String, {
    description:
      'The username: 3–30 characters from `a-z`, `0-9` and `_`, unique and public. Uppercase letters are converted to lowercase. It is part of the profile URL.',
  })
  @changed(typedName)
  @Matches(/^[a-z0-9_]{3,30}$/, { message: 'A username has 3 to 30 characters: letters a to z, digits and _.' })
  username: string;

  @Field(() => String, {
    description:
      'The email address: at most 254 characters, unique, and visible only to the user. Case is ignored, and so is whether the domain is written in Unicode or ASCII.',
  })
  @Email(canonicalEmail)
  @ValidateBy(
    { name: 'isEmail', validator: { validate: (value) => fitsEmail(value) && value.isWellFormed() && isEmail(value) } },
    { message: 'This is not an email address.' },
  )
  email: string;

  @Field(() => String, {
    description: `The password: ${PASSWORD_MIN}–${PASSWORD_MAX} characters of any kind. Common passwords and passwords based on the username, email address or display name are rejected.`,
  })
  @Text({ name: 'The password', min: PASSWORD_MIN, max: PASSWORD_MAX, form: 'secret' })
  password: string;

  @Field(() => String, {
    nullable: true,
    description: 'The display name, 1–50 characters. Defaults to the username.',
  })
  @Transform(({ value }: { value: unknown }) => value ?? undefined)
  @Text({ name: 'The name', min: 1, max: LIMITS.text.nameCharacters, form: 'name' })
  name?: string;
}

@InputType({ description: 'The input of `login`.' })
export class LoginInput {
  @Field(() => String, {
    description:
      'The email address of the account. Case is ignored, and so is whether the domain is written in Unicode or ASCII.',
  })
  @Email(typedName)
  email: string;

  @Field(() => String, { description: `The password, at most ${PASSWORD_MAX} characters.` })
  @Text({ name: 'The password', max: PASSWORD_MAX, form: 'secret' })
  password: string;
}

@InputType({ description: 'The input of `logout`.' })
export class LogoutInput {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to end all of the viewer’s sessions instead of only the current one.',
  })
  @IsBoolean()
  everywhere: boolean = false;
}

@InputType({ description: 'The input of `changePassword`.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The current password.' })
  @Text({ name: 'The current password', max: PASSWORD_MAX, form: 'secret' })
  currentPassword: string;

  @Field(() => String, {
    description: `The new password: ${PASSWORD_MIN}–${PASSWORD_MAX} characters of any kind. Common passwords and passwords based on the username or email address are rejected.`,
  })
  @Text({ name: 'The new password', min: PASSWORD_MIN, max: PASSWORD_MAX, form: 'secret' })
  newPassword: string;
}

@InputType({ description: 'The input of `revokeSession`.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'The ID of one of the viewer’s sessions.' })
  @IsString()
  id: string;
}
