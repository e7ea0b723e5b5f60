/** Whether what was typed can be an answer, as the server reads it: a decimal number with six decimals at most, or a day. */
export function isAnswer(kind: string, value: string): boolean {
  switch (kind) {
    case 'number':
      return /^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$/.test(value);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
    default:
      return value.length > 0 && value.length <= 2000;
  }
}
