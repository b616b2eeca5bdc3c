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

@InputType({ description: 'A new account.' })
export class RegisterInput {
  @Field(() => String, {
    description:
      '3 to 30 of `a-z`, `0-9` and `_`; capitals become small. Unique and public: it is in the address of the profile.',
  })
  @changed(typedName)
  @Matches(/^[a-z0-9_]{3,30}$/, { message: 'A username has 3 to 30 characters: letters a to z, digits and _.' })
  username: string;

  @Field(() => String, {
    description:
      'Private and unique: capitals and the spelling of its domain, in Unicode or ASCII, make no difference. Only its owner ever sees it.',
  })
  @Email(canonicalEmail)
  @ValidateBy(
    { name: 'isEmail', validator: { validate: (value) => fitsEmail(value) && value.isWellFormed() && isEmail(value) } },
    { message: 'This is not an email address.' },
  )
  email: string;

  @Field(() => String, {
    description: `${PASSWORD_MIN} to ${PASSWORD_MAX} characters, not among the common ones and not made of your name. Any characters will do.`,
  })
  @Text({ name: 'The password', min: PASSWORD_MIN, max: PASSWORD_MAX, form: 'secret' })
  password: string;

  @Field(() => String, {
    nullable: true,
    description: 'What people read: 1 to 50 characters. The username unless given.',
  })
  @Transform(({ value }: { value: unknown }) => value ?? undefined)
  @Text({ name: 'The name', min: 1, max: LIMITS.text.nameCharacters, form: 'name' })
  name?: string;
}

@InputType({ description: 'How somebody signs in.' })
export class LoginInput {
  @Field(() => String, {
    description: 'The e-mail address of the account; capitals and the spelling of its domain make no difference.',
  })
  @Email(typedName)
  email: string;

  @Field(() => String, { description: `The password, at most ${PASSWORD_MAX} characters.` })
  @Text({ name: 'The password', max: PASSWORD_MAX, form: 'secret' })
  password: string;
}

@InputType({ description: 'How far a sign-out reaches.' })
export class LogoutInput {
  @Field(() => Boolean, { defaultValue: false, description: 'End all sessions of the account, not only this one.' })
  @IsBoolean()
  everywhere: boolean = false;
}

@InputType({ description: 'A new password for the viewer.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password until now.' })
  @Text({ name: 'The current password', max: PASSWORD_MAX, form: 'secret' })
  currentPassword: string;

  @Field(() => String, {
    description: `${PASSWORD_MIN} to ${PASSWORD_MAX} characters, not among the common ones and not made of your name.`,
  })
  @Text({ name: 'The new password', min: PASSWORD_MIN, max: PASSWORD_MAX, form: 'secret' })
  newPassword: string;
}

@InputType({ description: 'A session to end.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'The id of one of the viewer’s own sessions.' })
  @IsString()
  id: string;
}
