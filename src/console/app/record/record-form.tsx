import { Alert, Button, Form } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { isProblem, stepsOf, type ProblemError } from '../api/problem.js';
import { TroubleText } from '../frame/states.js';
import { useSpeech } from '../words/words.js';
import { same, type Values } from './differences.js';
import { asSent, FieldItem, type Field } from './fields.js';

/**
 * A form of a record's fields. What the server refuses is shown at the field that it points to; what it says of no field of
 * the form stands above.
 */
export function RecordForm({
  name,
  fields,
  initial,
  save,
  onDirty,
  submit,
  children,
}: {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly initial: Values;
  /** May refuse with a problem of the server. */
  readonly save: (values: Values) => Promise<void>;
  readonly onDirty?: (dirty: boolean) => void;
  /** What the button says. */
  readonly submit: string;
  /** Further buttons. */
  readonly children?: ReactNode;
}): ReactNode {
  const { language, t } = useSpeech();
  const [form] = Form.useForm<Record<string, unknown>>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const summary = useRef<HTMLDivElement>(null);

  // the values that a form began with are there again when others are put under it; the same ones again are no others,
  // and what was typed stays
  const [begun, setBegun] = useState(initial);
  if (!same(begun, initial)) setBegun(initial);
  useEffect(() => {
    form.setFieldsValue({ ...begun });
  }, [form, begun]);

  async function finish(typed: Record<string, unknown>): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await save(Object.fromEntries(fields.map((field) => [field.name, asSent(field, typed[field.name])])));
    } catch (refusal) {
      setError(refusal);
      // to the first field that is wrong, or else to what is said above them all
      if (!isProblem(refusal) || !point(refusal)) summary.current?.focus();
    } finally {
      setBusy(false);
    }
  }

  /** Says at their fields what is wrong with them. Returns whether any is a field of the form. */
  function point({ problem }: ProblemError): boolean {
    const at = new Map<string, string[]>();
    for (const fault of problem.errors ?? []) {
      const [first] = stepsOf(fault.pointer);
      const field = fields.find(({ name: one }) => one === first);
      if (field !== undefined) at.set(field.name, [...(at.get(field.name) ?? []), fault.message[language]]);
    }
    form.setFields([...at].map(([field, errors]) => ({ name: field, errors })));
    const [first] = at.keys();
    if (first === undefined) return false;
    form.scrollToField(first, { block: 'center', focus: true });
    return true;
  }

  return (
    <Form<Record<string, unknown>>
      form={form}
      name={name}
      layout="vertical"
      initialValues={{ ...initial }}
      onFinish={(typed) => void finish(typed)}
      onValuesChange={() => onDirty?.(true)}
      scrollToFirstError={{ block: 'center', focus: true }}
      className="record-form"
    >
      <div ref={summary} tabIndex={-1}>
        {error !== undefined && (
          <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={error} />} />
        )}
      </div>
      {fields.map((field) => (
        <FieldItem key={field.name} field={field} />
      ))}
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          {submit}
        </Button>
        {children}
        {fields.some(({ required }) => required) && <span className="quiet">{t('form.requiredMark')}</span>}
      </div>
    </Form>
  );
}
