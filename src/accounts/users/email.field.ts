import { Pattern, type FieldOptions } from '../../platform/http/fields.js';
import { text } from '../../platform/text.js';

/** RFC 5321 §4.5.3.1: 64 before the sign, and 254 in all. */
const LONGEST = 254;
/**
 * A mailbox as people have one: a dot-atom (RFC 5322 §3.2.3) and a name of the domain system. Quoted local parts, comments
 * and literals are left out on purpose: they are where one address passes for another.
 */
const MAILBOX =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,15}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,10}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;

export const isEmail = (value: string): boolean =>
  value.length <= LONGEST && value.indexOf('@') <= 64 && MAILBOX.test(value);

export const EmailField = (options: FieldOptions = {}): PropertyDecorator =>
  Pattern({
    example: 'wang.fang@example.org',
    ...options,
    pattern: MAILBOX,
    code: 'email',
    wanted: text(
      `应为至多 ${LONGEST} 个字符的电子邮件地址，如 wang.fang@example.org，只用半角字母、数字和符号。`,
      `Should be an e-mail address of at most ${LONGEST} characters such as wang.fang@example.org, in ASCII.`,
    ),
    holds: isEmail,
  });
