import { Alert } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';

import { isProblem } from '../api/problem.js';
import { useSpeech } from '../words/words.js';
import { Conflict } from './conflict.js';
import { changesOf, over, theirChanges, type Theirs, type Values } from './differences.js';
import { type Field } from './fields.js';
import { RecordForm } from './record-form.js';

/** What is changed against the version that somebody saw. */
export interface Versioned extends Record<string, unknown> {
  readonly version: number;
}

/**
 * A form over something that others may change as well. Whoever comes second sees what the first has changed, and chooses
 * where both changed the same; nothing of either is lost.
 */
export function VersionedForm<Stored extends Versioned>({
  name,
  fields,
  stored,
  whole = false,
  put,
  reload,
  onSaved,
  onDirty,
  submit,
  lead,
  children,
}: {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly stored: Stored;
  /** Everything is sent at each change, and not only what differs. */
  readonly whole?: boolean;
  readonly put: (body: Values, version: number) => Promise<Stored>;
  /** As it is by now. */
  readonly reload: () => Promise<Stored>;
  readonly onSaved?: (now: Stored) => Promise<void>;
  readonly onDirty: (dirty: boolean) => void;
  readonly submit?: string;
  /** Between what others changed and the fields; told what the form rests on. */
  readonly lead?: (base: Stored) => ReactNode;
  /** Further buttons; told what the form rests on, and whom to tell of another state. */
  readonly children?: (base: Stored) => ReactNode;
}): ReactNode {
  const { t } = useSpeech();
  const names = useMemo(() => fields.map((field) => field.name), [fields]);
  // what the form began with stays under it, whatever a look in the background brings meanwhile
  const [base, setBase] = useState(stored);
  const [initial, setInitial] = useState<Values>(stored);
  const [clash, setClash] = useState<{ readonly theirs: Stored; readonly mine: Values; readonly changes: Theirs[] }>();
  const [saved, setSaved] = useState<'saved' | 'nothing'>();

  async function save(values: Values): Promise<void> {
    setSaved(undefined);
    setClash(undefined);
    const changes = changesOf(base, values, names);
    if (Object.keys(changes).length === 0) {
      onDirty(false);
      setSaved('nothing');
      return;
    }
    try {
      const now = await put(whole ? values : changes, base.version);
      setBase(now);
      setInitial(now);
      onDirty(false);
      setSaved('saved');
      await onSaved?.(now);
    } catch (refusal) {
      if (!isProblem(refusal, 'changed_meanwhile')) throw refusal;
      const theirs = await reload();
      setClash({ theirs, mine: values, changes: theirChanges(base, values, theirs, names) });
    }
  }

  return (
    <>
      {clash !== undefined && (
        <Conflict
          fields={fields}
          changes={clash.changes}
          settle={(keep) => {
            setInitial(over(base, clash.mine, clash.theirs, names, keep));
            setBase(clash.theirs);
            setClash(undefined);
          }}
        />
      )}
      {lead?.(base)}
      <RecordForm
        name={name}
        fields={fields}
        initial={initial}
        onDirty={(dirty) => {
          setSaved(undefined);
          onDirty(dirty);
        }}
        submit={submit ?? t('common.save')}
        save={save}
      >
        {children?.(base)}
      </RecordForm>
      {saved !== undefined && (
        <Alert
          type={saved === 'saved' ? 'success' : 'info'}
          showIcon
          role="status"
          className="gap"
          title={t(`record.${saved}`)}
        />
      )}
    </>
  );
}
