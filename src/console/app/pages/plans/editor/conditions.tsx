import { type ReactNode } from 'react';

import { Choice } from '../../../frame/choice.js';
import { useAgencies } from '../../../registry/agencies.js';
import { useSpeech, type Key } from '../../../words/words.js';
import { type ConditionTyped } from './batch-values.js';
import { Rows, WordsInput } from './controls.js';
import { RemarksAt } from './faults.js';
import '../../../words/planning-words.js';

const FIELDS = {
  kind: 'targets.kind',
  riskClass: 'targets.riskClass',
  regionCode: 'targets.regionCode',
  agency: 'editor.keeper',
} as const satisfies Record<string, Key>;
const CLASSES = ['A', 'B', 'C', 'D'];

/** One thing that is asked of a target. */
function Condition({
  pointer,
  condition,
  change,
}: {
  readonly pointer: string;
  readonly condition: ConditionTyped;
  readonly change: (part: Partial<ConditionTyped>) => void;
}): ReactNode {
  const { t } = useSpeech();
  const agencies = useAgencies();
  const name = condition.field in FIELDS ? t(FIELDS[condition.field as keyof typeof FIELDS]) : condition.field;
  const offered =
    condition.field === 'riskClass'
      ? CLASSES.map((value) => ({ value, label: value }))
      : condition.field === 'agency'
        ? (agencies.all ?? []).map(({ code, name: label }) => ({ value: code, label }))
        : undefined;
  return (
    <div className="condition">
      <Choice
        label={t('editor.field')}
        value={condition.field}
        onChange={(field) => change({ field: field ?? 'kind', in: [] })}
        options={Object.entries(FIELDS).map(([value, label]) => ({ value, label: t(label) }))}
      />
      <span>{t('editor.isOneOf')}</span>
      {offered === undefined ? (
        <WordsInput label={name} value={condition.in} onChange={(values) => change({ in: values })} />
      ) : (
        <span className="ticks" role="group" aria-label={name}>
          {offered.map(({ label, value }) => (
            <label key={value}>
              <input
                type="checkbox"
                checked={condition.in.includes(value)}
                onChange={({ target }) =>
                  change({
                    in: target.checked ? [...condition.in, value] : condition.in.filter((one) => one !== value),
                  })
                }
              />
              {label}
            </label>
          ))}
        </span>
      )}
      <RemarksAt pointer={pointer} />
    </div>
  );
}

export function Conditions({
  pointer,
  conditions,
  change,
}: {
  readonly pointer: string;
  readonly conditions: readonly ConditionTyped[];
  readonly change: (conditions: ConditionTyped[]) => void;
}): ReactNode {
  const { t } = useSpeech();
  const unused = Object.keys(FIELDS).find((field) => !conditions.some((one) => one.field === field));
  return (
    <Rows<ConditionTyped>
      rows={conditions}
      onChange={change}
      make={() => ({ field: unused ?? 'kind', in: [] })}
      add={t('editor.addCondition')}
      remove={(at) => t('editor.removeCondition', { n: at + 1 })}
      most={Object.keys(FIELDS).length}
    >
      {(condition, changeOne, at) => (
        <Condition pointer={`${pointer}/${at}`} condition={condition} change={changeOne} />
      )}
    </Rows>
  );
}
