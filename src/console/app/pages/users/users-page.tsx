import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { ListPage } from '../../list/list-page.js';
import { type ListSpec } from '../../list/list-spec.js';
import { type Field } from '../../record/fields.js';
import { type RecordSpec, type Stored } from '../../record/record-drawer.js';
import { useAgencies } from '../../registry/agencies.js';
import { useSession } from '../../session/session.js';
import { useSpeech, type Key } from '../../words/words.js';
import '../../words/office-words.js';

const RecordDrawer = lazy(() => import('../../record/record-drawer.js'));
const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

type User = Schemas['UserResponse'];

const ROLES = {
  admin: 'roles.admin',
  planner: 'roles.planner',
  inspector: 'roles.inspector',
  auditor: 'roles.auditor',
} as const satisfies Record<User['role'], Key>;

function PlaceOf({ id }: { readonly id: number | null }): ReactNode {
  const { t } = useSpeech();
  const agencies = useAgencies();
  return id === null ? t('users.wholeTree') : agencies.nameOf(id);
}

const LIST: ListSpec<User> = {
  title: 'users.title',
  api: '/api/v1/users',
  path: '/users',
  search: 'users.search',
  searchAs: 'q',
  order: 'username',
  empty: 'users.empty',
  filters: [
    { name: 'role', label: 'users.role', choices: ROLES },
    { name: 'active', label: 'users.active', choices: { true: 'users.activeOnly', false: 'users.inactiveOnly' } },
  ],
  columns: [
    { name: 'displayName', title: 'users.displayName', sort: 'displayName', show: ({ displayName }) => displayName },
    {
      name: 'username',
      title: 'session.username',
      sort: 'username',
      show: ({ username }) => <span className="code">{username}</span>,
    },
    { name: 'role', title: 'users.role', sort: 'role', show: ({ role }, { t }) => t(ROLES[role]) },
    { name: 'agencyId', title: 'users.place', show: ({ agencyId }) => <PlaceOf id={agencyId} /> },
    {
      name: 'active',
      title: 'users.active',
      show: ({ active }, { t }) =>
        active ? t('users.activeOnly') : <span className="warn">{t('users.inactiveOnly')}</span>,
    },
    {
      name: 'createdAt',
      title: 'users.createdAt',
      sort: 'createdAt',
      show: ({ createdAt }, { moment }) => moment(createdAt),
    },
  ],
};

const PASSWORD: Field = {
  name: 'password',
  label: 'users.password',
  kind: 'secret',
  required: true,
  help: 'users.passwordHelp',
};

/** Somebody who has lost his password is given another one; whoever knew the old one is signed out. */
function NewPassword({ stored }: { readonly stored: Stored }): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  // one's own takes the old one, and is changed on one's own page
  if (stored.id === person.id) return null;
  return (
    <>
      <Button
        onClick={() => {
          setDone(false);
          setOpen(true);
        }}
      >
        {t('users.setPassword')}
      </Button>
      {done && (
        <span role="status" className="quiet">
          {t('users.passwordSet')}
        </span>
      )}
      {open && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t('users.setPassword')}
            help={t('users.setPasswordHelp', { name: String(stored.displayName) })}
            fields={[PASSWORD]}
            initial={{}}
            submit={t('users.setPassword')}
            close={() => setOpen(false)}
            run={async (values) => {
              await ask('POST', `${LIST.api}/${stored.id}/password`, { body: values });
              setOpen(false);
              setDone(true);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

const RECORD: RecordSpec = {
  api: LIST.api,
  path: LIST.path,
  subject: 'user',
  newTitle: 'users.new',
  name: ({ displayName }) => String(displayName),
  initial: { role: 'planner', active: true, language: null },
  facts: [{ name: 'username', label: 'session.username', kind: 'text' }],
  actions: NewPassword,
  fields: [
    {
      name: 'username',
      label: 'session.username',
      kind: 'text',
      required: true,
      max: 64,
      help: 'users.usernameHelp',
      onlyNew: true,
    },
    { name: 'displayName', label: 'users.displayName', kind: 'text', required: true, max: 100 },
    { ...PASSWORD, onlyNew: true },
    { name: 'role', label: 'users.role', kind: 'choice', choices: ROLES, required: true, help: 'users.roleHelp' },
    { name: 'agencyId', label: 'users.place', kind: 'agency', empty: 'users.wholeTree', help: 'users.placeHelp' },
    {
      name: 'inspectorId',
      label: 'users.inspector',
      kind: 'record',
      of: '/api/v1/inspectors',
      help: 'users.inspectorHelp',
    },
    { name: 'email', label: 'account.email', kind: 'text', max: 254, help: 'account.emailHelp' },
    {
      name: 'language',
      label: 'account.language',
      kind: 'choice',
      choices: { zh: 'appearance.zh', en: 'appearance.en' },
      empty: 'appearance.zh',
    },
    { name: 'active', label: 'users.active', kind: 'flag', help: 'users.activeHelp', onlyKept: true },
  ],
};

/** Who may sign in, as what, and for which part of the tree. */
export default function UsersPage(): ReactNode {
  const { t } = useSpeech();
  const go = useNavigate();
  const { search } = useLocation();
  const { '*': rest = '' } = useParams();
  return (
    <ListPage
      spec={LIST}
      actions={
        <Button type="primary" onClick={() => void go({ pathname: `${LIST.path}/new`, search })}>
          {t('users.new')}
        </Button>
      }
    >
      <Suspense fallback={null}>{rest !== '' && <RecordDrawer key={rest} spec={RECORD} mayKeep />}</Suspense>
    </ListPage>
  );
}
