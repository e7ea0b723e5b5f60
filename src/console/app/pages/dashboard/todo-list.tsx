import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { Asking, Nothing, TroubleText } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { MOST_TODOS, type Todo } from './todo.js';
import { type Todos } from './office-todos.js';

/** A day or a moment. */
function Since({ of }: { readonly of: string }): ReactNode {
  const { day, moment } = useSpeech();
  return <time dateTime={of}>{of.includes('T') ? moment(of) : day(of)}</time>;
}

function Row({ todo }: { readonly todo: Todo }): ReactNode {
  const { t } = useSpeech();
  return (
    <li className={`todo todo-${todo.kind}`}>
      <Link to={todo.href}>
        {t(`todo.${todo.kind}`, { n: todo.count })}
        {todo.about !== undefined && <span className="todo-about">{todo.about}</span>}
      </Link>
      {todo.since !== null && (
        <span className="quiet">
          <Since of={todo.since} />
        </span>
      )}
    </li>
  );
}

export function TodoList({ todos, asking, error }: Todos): ReactNode {
  const { t } = useSpeech();
  const shown = todos.slice(0, MOST_TODOS);
  return (
    <section className="card" aria-labelledby="todo-title">
      <h2 id="todo-title">{t('dashboard.todo')}</h2>
      {error !== undefined && (
        <p role="alert" className="warn">
          {t('dashboard.todoIncomplete')} <TroubleText error={error} />
        </p>
      )}
      {asking && shown.length === 0 ? (
        <Asking />
      ) : shown.length === 0 ? (
        error === undefined && <Nothing text={t('dashboard.todoNone')} />
      ) : (
        <ol className="todos">
          {shown.map((todo) => (
            <Row key={`${todo.kind} ${todo.href} ${todo.since ?? ''} ${todo.about ?? ''}`} todo={todo} />
          ))}
        </ol>
      )}
      {todos.length > shown.length && (
        <p className="quiet">{t('dashboard.todoMore', { n: todos.length - shown.length })}</p>
      )}
    </section>
  );
}
