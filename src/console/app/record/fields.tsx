import { Checkbox, Form, Input, InputNumber, Select, Switch } from 'antd';
import { type ReactNode } from 'react';

import { Choice } from '../frame/choice.js';
import { useAgencies } from '../registry/agencies.js';
import { useSpeech, type Key, type Speech } from '../words/words.js';
import { RecordChoice, RecordName } from './record-choice.js';
import { millionthsOf, percentOf, RATES, type Direction } from './rates.js';

/** One field of a record: how it is called, how it is typed, and how it is shown. */
export interface Field {
  /** In the API. */
  readonly name: string;
  readonly label: Key;
  readonly kind:
    | 'text'
    | 'lines'
    | 'words'
    | 'choice'
    | 'choices'
    | 'day'
    | 'month-day'
    | 'integer'
    | 'flag'
    | 'rate'
    | 'agency'
    | 'record'
    | 'secret';
  readonly help?: Key;
  readonly required?: boolean;
  /** Value → text. */
  readonly choices?: Readonly<Record<string, Key>>;
  /** Value → name, of choices that have names of their own: people, findings. */
  readonly names?: Readonly<Record<string, string>>;
  readonly max?: number;
  /** Its value in words, where the kind alone cannot say it. */
  readonly show?: (value: unknown, speech: Speech) => ReactNode;
  readonly min?: number;
  /** What it means where nothing is chosen. */
  readonly empty?: Key;
  /** Of a `record`: the list that it is one of, in the API. */
  readonly of?: string;
  /** Only while it is created. */
  readonly onlyNew?: boolean;
  /** Only once it is there. */
  readonly onlyKept?: boolean;
}

interface Rate {
  readonly direction: Direction;
  readonly millionths: number;
}

/** Where a field is empty the API takes null. */
const orNull = (value: unknown): unknown => (value === undefined || value === '' ? null : value);

/** What a control shows and says, as antd's form hands it over. */
interface Controlled<T> {
  readonly id?: string;
  readonly value?: T | null;
  readonly onChange?: (value: T | null) => void;
}

/** A share, typed in percent. What is no share is kept as it was typed, so that it can be mended. */
function RateControl({ id, value, onChange }: Controlled<Rate & { typed?: string }>): ReactNode {
  const { t } = useSpeech();
  const direction = value?.direction ?? 'at-least';
  const text = value == null ? '' : (value.typed ?? percentOf(value.millionths));
  const tell = (next: Rate['direction'], percent: string): void => {
    if (percent.trim() === '') return onChange?.(null);
    const millionths = millionthsOf(percent);
    onChange?.(
      millionths === undefined || percentOf(millionths) !== percent
        ? { direction: next, millionths: millionths ?? 0, typed: percent }
        : { direction: next, millionths },
    );
  };
  return (
    <span className="rate">
      <Choice
        label={t('rates.direction')}
        value={direction}
        onChange={(next) => tell((next ?? direction) as Direction, text)}
        options={[
          { value: 'at-least', label: t('rates.atLeast') },
          { value: 'at-most', label: t('rates.atMost') },
          { value: 'exactly', label: t('rates.exactly') },
        ]}
      />
      <Input
        {...(id === undefined ? {} : { id })}
        value={text}
        inputMode="decimal"
        suffix="%"
        maxLength={9}
        onChange={({ target }) => tell(direction, target.value)}
      />
    </span>
  );
}

/** What the form keeps while it is typed is not all the API's. */
export function asSent(field: Field, value: unknown): unknown {
  if (field.kind === 'rate' && typeof value === 'object' && value !== null && 'typed' in value) {
    const { direction, millionths } = value as unknown as Rate;
    return { direction, millionths };
  }
  // an empty list says it itself
  if (field.kind === 'words' || field.kind === 'choices') return value ?? [];
  if (field.kind === 'flag') return value ?? false;
  return orNull(value);
}

function AgencyControl({ id, value, onChange, empty }: Controlled<number> & { readonly empty?: string }): ReactNode {
  const agencies = useAgencies();
  return (
    <Choice
      id={id}
      {...(empty === undefined ? {} : { empty })}
      value={value == null ? null : String(value)}
      onChange={(next) => onChange?.(next === null ? null : Number(next))}
      options={(agencies.all ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
    />
  );
}

function control(field: Field, { t }: Speech): ReactNode {
  const choices = [
    ...Object.entries(field.choices ?? {}).map(([value, label]) => ({ value, label: t(label) })),
    ...Object.entries(field.names ?? {}).map(([value, label]) => ({ value, label })),
  ];
  switch (field.kind) {
    case 'text':
      return <Input maxLength={field.max ?? 300} />;
    case 'lines':
      return <Input.TextArea maxLength={field.max ?? 2000} rows={3} />;
    case 'words':
      return <Select mode="tags" tokenSeparators={['、', '，', ',', '；', ';']} open={false} suffixIcon={null} />;
    case 'choice':
      return <Choice options={choices} empty={field.empty === undefined ? '' : t(field.empty)} />;
    case 'choices':
      return <Checkbox.Group options={choices} />;
    case 'day':
      return <Input type="date" max="2999-12-31" />;
    case 'month-day':
      return <Input placeholder="03-01" maxLength={5} />;
    case 'integer':
      return <InputNumber min={field.min ?? 1} max={field.max ?? 10_000} precision={0} />;
    case 'flag':
      return <Switch />;
    case 'rate':
      return <RateControl />;
    case 'agency':
      return <AgencyControl {...(field.empty === undefined ? {} : { empty: t(field.empty) })} />;
    case 'record':
      return <RecordChoice api={field.of ?? ''} />;
    case 'secret':
      return <Input.Password autoComplete="new-password" maxLength={200} />;
  }
}

export function FieldItem({ field }: { readonly field: Field }): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  return (
    <Form.Item
      name={field.name}
      label={t(field.label)}
      {...(field.help === undefined ? {} : { extra: t(field.help) })}
      {...(field.kind === 'flag' ? { valuePropName: 'checked' } : {})}
      rules={[
        ...(field.required === true ? [{ required: true, message: t('form.required', { what: t(field.label) }) }] : []),
        ...(field.kind === 'rate'
          ? [
              {
                validator: (_: unknown, value: { typed?: string } | null | undefined) =>
                  value?.typed === undefined || millionthsOf(value.typed) !== undefined
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('rates.wanted'))),
              },
            ]
          : []),
      ]}
    >
      {control(field, speech)}
    </Form.Item>
  );
}

/** The value of a field in words, for those who only read it. */
export function shown(field: Field, value: unknown, speech: Speech, agencyName: (id: number) => string): ReactNode {
  const { t, day, count } = speech;
  if (field.show !== undefined) return field.show(value, speech);
  if (value === null || value === undefined || value === '') return t(field.empty ?? 'common.none');
  const choice = (one: string): string => {
    const key = field.choices?.[one];
    return key === undefined ? (field.names?.[one] ?? one) : t(key);
  };
  switch (field.kind) {
    case 'text':
    case 'month-day':
      return value as string;
    case 'lines':
      return <span className="pre">{value as string}</span>;
    case 'words':
    case 'choices': {
      const all = value as readonly string[];
      return all.length === 0 ? t('common.none') : all.map(choice).join(t('common.comma'));
    }
    case 'choice':
      return choice(value as string);
    case 'day':
      return day(value as string);
    case 'integer':
      return count(value as number);
    case 'flag':
      return t(value === true ? 'common.yes' : 'common.no');
    case 'rate': {
      const rate = value as Rate;
      return t(RATES[rate.direction], { percent: percentOf(rate.millionths) });
    }
    case 'agency':
      return agencyName(value as number);
    case 'record':
      return <RecordName api={field.of ?? ''} id={value as number} />;
    case 'secret':
      return t('common.none');
  }
}
