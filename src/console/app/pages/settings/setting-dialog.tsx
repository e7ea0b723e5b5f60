import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { type ReactNode } from 'react';

import { Asking, Trouble } from '../../frame/states.js';
import { type Values } from '../../record/differences.js';
import { type Field } from '../../record/fields.js';
import { VersionedForm, type Versioned } from '../../record/versioned-form.js';

/** Settings that belong together, to be changed: as they are now, whatever the page behind shows. */
export default function SettingDialog({
  title,
  fields,
  whole = false,
  load,
  put,
  changed,
  close,
  onDirty,
}: {
  readonly title: string;
  readonly fields: readonly Field[];
  readonly whole?: boolean;
  readonly load: () => Promise<Versioned>;
  readonly put: (body: Values, version: number) => Promise<Versioned>;
  readonly changed: () => Promise<unknown>;
  readonly close: () => void;
  readonly onDirty: (dirty: boolean) => void;
}): ReactNode {
  const stored = useQuery({ queryKey: ['setting', title], queryFn: load, gcTime: 0, staleTime: Infinity });
  return (
    <Drawer open onClose={close} title={title} size="min(560px, 100vw)" destroyOnHidden>
      {stored.error !== null ? (
        <Trouble error={stored.error} retry={() => void stored.refetch()} />
      ) : stored.data === undefined ? (
        <Asking />
      ) : (
        <VersionedForm
          name="setting"
          fields={fields}
          stored={stored.data}
          whole={whole}
          put={put}
          reload={load}
          onSaved={async () => {
            await changed();
          }}
          onDirty={onDirty}
        />
      )}
    </Drawer>
  );
}
