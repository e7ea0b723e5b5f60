import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { isProblem, stepsOf } from '../../api/problem.js';
import { Choice } from '../../frame/choice.js';
import { Asking, Trouble, TroubleText } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { type Inspection } from './steps.js';

interface Typed {
  readonly visitedOn?: string;
  readonly findings: readonly { readonly code: string; readonly matterId?: string | null; readonly note?: string }[];
  readonly remarks?: string;
}

/** What was found: of the inspection as a whole, or of one of its matters. What is sent replaces what was there. */
export default function ReportDialog({
  inspection,
  today,
  close,
  done,
}: {
  readonly inspection: Inspection;
  readonly today: string;
  readonly close: () => void;
  readonly done: () => Promise<void>;
}): ReactNode {
  const { t, said, language } = useSpeech();
  const [form] = Form.useForm<Typed>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const codes = useQuery({
    queryKey: ['finding-codes'],
    queryFn: ({ signal }) => ask<Schemas['FindingCodesResponse']>('GET', '/api/v1/finding-codes', { signal }),
    staleTime: 600_000,
  });

  async function submit(typed: Typed): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await ask('POST', `/api/v1/inspections/${inspection.id}/findings`, {
        version: inspection.version,
        body: {
          ...(typed.visitedOn === undefined || typed.visitedOn === '' ? {} : { visitedOn: typed.visitedOn }),
          findings: typed.findings.map(({ code, matterId, note }) => ({
            code,
            ...(matterId == null ? {} : { matterId: Number(matterId) }),
            ...(note === undefined || note.trim() === '' ? {} : { note }),
          })),
          ...(typed.remarks === undefined || typed.remarks.trim() === '' ? {} : { remarks: typed.remarks }),
        },
      });
      await done();
    } catch (refusal) {
      setError(refusal);
      if (isProblem(refusal))
        for (const fault of refusal.problem.errors ?? [])
          form.setFields([{ name: stepsOf(fault.pointer) as never, errors: [fault.message[language]] }]);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal open title={t('steps.report')} onCancel={close} footer={null} width={640} destroyOnHidden>
      {codes.error !== null ? (
        <Trouble error={codes.error} />
      ) : codes.data === undefined ? (
        <Asking />
      ) : (
        <Form<Typed>
          form={form}
          name="report"
          layout="vertical"
          initialValues={{
            visitedOn: inspection.visitedOn ?? today,
            findings:
              inspection.findings.length === 0
                ? [{}]
                : inspection.findings.map(({ code, matterId, note }) => ({
                    code,
                    matterId: matterId === null ? null : String(matterId),
                    note: note ?? '',
                  })),
            remarks: inspection.remarks ?? '',
          }}
          onFinish={(typed) => void submit(typed)}
        >
          {error !== undefined && (
            <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={error} />} />
          )}
          <Form.Item
            name="visitedOn"
            label={t('steps.visitedOn')}
            rules={[{ required: true, message: t('form.required', { what: t('steps.visitedOn') }) }]}
          >
            <Input type="date" max={today} />
          </Form.Item>
          <Form.List name="findings">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <fieldset key={key} className="finding">
                    <legend>{t('inspections.findingNumber', { n: name + 1 })}</legend>
                    <Form.Item
                      name={[name, 'code']}
                      label={t('inspections.finding')}
                      rules={[{ required: true, message: t('form.required', { what: t('inspections.finding') }) }]}
                    >
                      <Choice
                        options={codes.data.findings.map((one) => ({ value: one.code, label: said(one.name) }))}
                      />
                    </Form.Item>
                    <Form.Item name={[name, 'matterId']} label={t('inspections.ofMatter')}>
                      <Choice
                        empty={t('inspections.asWhole')}
                        options={inspection.matters.map((one) => ({ value: String(one.id), label: one.name }))}
                      />
                    </Form.Item>
                    <Form.Item name={[name, 'note']} label={t('steps.note')}>
                      <Input.TextArea rows={2} maxLength={2000} />
                    </Form.Item>
                    {fields.length > 1 && (
                      <Button onClick={() => remove(name)}>{t('inspections.removeFinding')}</Button>
                    )}
                  </fieldset>
                ))}
                <Button onClick={() => add({})} className="gap">
                  {t('inspections.addFinding')}
                </Button>
              </>
            )}
          </Form.List>
          <Form.Item name="remarks" label={t('inspections.remarks')}>
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('steps.report')}
          </Button>
        </Form>
      )}
    </Modal>
  );
}
