import { Pattern } from '../../platform/http/fields.js';
import { text } from '../../platform/text.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-rules.js';

/**
 * A password as it was typed: nothing is cut off, a space at its end belongs to it. A password that is to be checked may
 * have any length up to the longest, because rules may have been others when it was set.
 */
export function PasswordField(use: 'check' | 'new'): PropertyDecorator {
  const least = use === 'new' ? SHORTEST_PASSWORD : 1;
  return Pattern({
    pattern: use === 'new' ? /^[\s\S]{10,200}$/u : /^[\s\S]{1,200}$/u,
    code: 'password_length',
    wanted: text(
      `应为 ${least} 到 ${LONGEST_PASSWORD} 个字符的密码。`,
      `Should be a password of ${least} to ${LONGEST_PASSWORD} characters.`,
    ),
    holds: (value) => value.isWellFormed(),
  });
}
