import { type Schemas } from '../../api/client.js';
import { type Key } from '../../words/words.js';

export type Entries = Schemas['LogEntriesResponse'];

/** What an entry of the log tells of, in words; in the order of a draw. */
export const KINDS = {
  key: 'logKinds.key',
  commit: 'logKinds.commit',
  reveal: 'logKinds.reveal',
  record: 'logKinds.record',
  publish: 'logKinds.publish',
  void: 'logKinds.void',
  supplement: 'logKinds.supplement',
  replace: 'logKinds.replace',
  end: 'logKinds.end',
} as const satisfies Record<string, Key>;
