import { invalid } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { canonicalUsername } from '../users/username.js';

export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/**
 * The passwords of ten characters and more that guessers try first: counting up, rows of keys, the words for password and
 * administrator, and what Chinese keyboards bring (woaini 我爱你, 5201314 我爱你一生一世).
 */
const COMMONEST: ReadonlySet<string> = new Set([
  '0123456789',
  '1234567890',
  '0987654321',
  '9876543210',
  '12345678910',
  '123456789a',
  'a123456789',
  'abc1234567',
  'abc123456789',
  'qwertyuiop',
  'qwerty1234',
  'qwerty12345',
  'qwerty123456',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qazwsxedcrfv',
  'asdfghjkl;',
  'password12',
  'password123',
  'password1234',
  'p@ssw0rd123',
  'passw0rd123',
  'administrator',
  'admin12345',
  'admin123456',
  'admin@1234',
  'admin@12345',
  'admin@123456',
  'letmein123',
  'welcome123',
  'iloveyou123',
  'changeme123',
  'woaini1314',
  'woaini520520',
  'woaini5201314',
  '5201314520',
  '5201314woaini',
  'zhang123456',
  'wang123456',
]);

/**
 * Refuses a new password that is too short, too long, the person's own username, one character over and over, or one of
 * those that everybody tries.
 * @param pointer where the password stood in what was sent
 */
export function requireAcceptablePassword(password: string, username: string, pointer: string): void {
  const length = [...password].length;
  if (!password.isWellFormed() || length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    throw invalid(
      pointer,
      'password_length',
      text(
        `密码应为 ${SHORTEST_PASSWORD} 到 ${LONGEST_PASSWORD} 个字符。`,
        `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`,
      ),
    );
  }
  const folded = canonicalUsername(password);
  if (folded === username) {
    throw invalid(
      pointer,
      'password_is_username',
      text('密码不能与用户名相同。', 'The password may not be the username.'),
    );
  }
  if (COMMONEST.has(folded) || new Set(folded).size <= 1) {
    throw invalid(
      pointer,
      'password_too_common',
      text(
        '这是最常被猜到的密码之一，请换一个。',
        'That is one of the passwords that are guessed first; choose another.',
      ),
    );
  }
}
