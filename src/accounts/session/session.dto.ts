import { Integer, Nested, OneOf, Text } from '../../platform/http/fields.js';
import { PasswordField } from '../passwords/password.field.js';
import { PersonResponse } from '../users/user.dto.js';

export class SignInRequest {
  @Text({ max: 64, example: 'admin' })
  username: string;

  @PasswordField('check')
  password: string;
}

export class OwnPasswordRequest {
  @PasswordField('check')
  oldPassword: string;

  @PasswordField('new')
  newPassword: string;
}

export class WhoAmIResponse {
  @Nested(() => PersonResponse)
  user: PersonResponse;
}

export class SessionResponse extends WhoAmIResponse {
  @Text({ max: 2000, about: 'Goes into the header: Authorization: Bearer …' })
  accessToken: string;

  @OneOf(['Bearer'])
  tokenType: 'Bearer';

  @Integer({ min: 1, max: 86_400, about: 'Seconds from now' })
  expiresIn: number;
}
