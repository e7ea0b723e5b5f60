/** Whether what was typed can be an answer, as the server reads it: a decimal number with six decimals at most, or a day. */
export function isAnswer(kind: string, value: string): boolean {
  switch (kind) {
    case 'number':
      return /^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$/.test(value);
    case 'date':
      return isDay(value);
    default:
      return value.length > 0 && value.length <= 2000;
  }
}

/** Of the years that the server knows; 30 February is none. */
function isDay(value: string): boolean {
  if (!/^(?:19|2\d)\d{2}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
