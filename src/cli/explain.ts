import { ConfigError } from '../platform/config/config.js';
import { DomainError } from '../platform/errors/domain-error.js';

/** An error as a person at a terminal should see it: what, where, in both languages, and no stack. */
export function explain(error: unknown): string {
  if (error instanceof DomainError) {
    const faults = error.faults.map((fault) => `  ${fault.pointer}: ${fault.message.zh} / ${fault.message.en}`);
    return [`${error.text.zh} / ${error.text.en}`, ...faults].join('\n');
  }
  if (error instanceof ConfigError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `出错了 / failed: ${message}`;
}
