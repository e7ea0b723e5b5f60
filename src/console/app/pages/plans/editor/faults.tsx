import { createContext, use, type ReactNode } from 'react';

import { useSpeech, type Bilingual } from '../../../words/words.js';
import { type Slip } from './batch-values.js';

/** Something that stands against a batch, at the member to which it belongs. */
export interface Remark {
  readonly pointer: string;
  readonly message: Bilingual;
}

/** What stands against the batch as it is typed: the server's own words, and what was seen here before it was asked. */
export const RemarksContext = createContext<readonly Remark[]>([]);

/** Where the control of a member is found. */
export const idOf = (pointer: string): string => `batch${pointer.replaceAll('/', '-')}`;

/** Whether a remark belongs to a control: of the whole member, or of a part of it that has no control of its own. */
export const isOf = (remark: string, pointer: string): boolean =>
  remark === pointer || remark.startsWith(`${pointer}/`);

/** The nearest control to what a remark speaks of. */
export function controlOf(pointer: string): HTMLElement | null {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = document.getElementById(idOf(at));
    if (found !== null) return found;
  }
  return null;
}

/** What a control is given so that those who hear the page hear what is wrong with it. */
export interface Wired {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

export function useRemarks(pointer: string, exact = false): readonly Remark[] {
  const remarks = use(RemarksContext);
  return remarks.filter((one) => (exact ? one.pointer === pointer : isOf(one.pointer, pointer)));
}

export function RemarksAt({
  pointer,
  exact = false,
}: {
  readonly pointer: string;
  readonly exact?: boolean;
}): ReactNode {
  const { said } = useSpeech();
  const remarks = useRemarks(pointer, exact);
  if (remarks.length === 0) return null;
  return (
    <ul id={`${idOf(pointer)}-wrong`} className="remarks">
      {remarks.map((one) => (
        <li key={one.pointer + one.message.en} className="fault">
          {said(one.message)}
        </li>
      ))}
    </ul>
  );
}

/** One member: what it is called, what it means, its control, and what is wrong with it. */
export function Line({
  pointer,
  label,
  help,
  exact = false,
  children,
}: {
  readonly pointer: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** Only what is said of the member as a whole; its parts have controls of their own. */
  readonly exact?: boolean;
  readonly children: (wired: Wired) => ReactNode;
}): ReactNode {
  const wrong = useRemarks(pointer, exact).length > 0;
  const id = idOf(pointer);
  const described = [...(help === undefined ? [] : [`${id}-help`]), ...(wrong ? [`${id}-wrong`] : [])].join(' ');
  return (
    <div className={`line ${wrong ? 'line-wrong' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <div>
        {children({ id, 'aria-invalid': wrong, 'aria-describedby': described === '' ? undefined : described })}
        {help !== undefined && (
          <p id={`${id}-help`} className="quiet help">
            {help}
          </p>
        )}
        <RemarksAt pointer={pointer} exact={exact} />
      </div>
    </div>
  );
}

/** What was seen before the server was asked, in its tone. */
export function slipRemarks(slips: readonly Slip[], words: (wanted: Slip['wanted']) => string): Remark[] {
  return slips.map(({ pointer, wanted }) => ({ pointer, message: { zh: words(wanted), en: words(wanted) } }));
}
