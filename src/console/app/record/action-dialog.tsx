import { Modal } from 'antd';
import { type ReactNode } from 'react';

import { type Values } from './differences.js';
import { type Field } from './fields.js';
import { RecordForm } from './record-form.js';

/** A step that somebody takes: what it means, what it needs to be told, and the button that takes it. */
export default function ActionDialog({
  title,
  help,
  fields,
  initial,
  submit,
  close,
  run,
}: {
  readonly title: string;
  readonly help?: ReactNode;
  readonly fields: readonly Field[];
  readonly initial: Values;
  readonly submit: string;
  readonly close: () => void;
  readonly run: (values: Values) => Promise<void>;
}): ReactNode {
  return (
    <Modal open title={title} onCancel={close} footer={null} destroyOnHidden>
      {help !== undefined && <div className="gap">{help}</div>}
      <RecordForm name="action" fields={fields} initial={initial} submit={submit} save={run} />
    </Modal>
  );
}
