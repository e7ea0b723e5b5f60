import { type EntityManager } from 'typeorm';

import { text, type Bilingual } from '../../platform/text.js';
import {
  type ReadRecord,
  type RegisterName,
  type RegisterSheet,
  type RegisterValues,
  type SheetProblem,
} from '../sheets/index.js';
import { type RowFate, type RowNote } from './import-report.js';
import { type Outcome } from './import.dto.js';
import {
  AMBIGUOUS,
  type Found,
  type RegisterAdapter,
  type SheetAgency,
  type StoredRecord,
} from './register-adapter.js';
import { sameInSheet } from './same-in-sheet.js';
import { type AgencyBook } from './sheet-agencies.js';
import { breathe, groupedBy } from './stored-records.js';

/** What an import would write, and the fate of every row. Nothing is written here. */
export interface ImportPlan<Fields> {
  readonly fates: readonly RowFate[];
  readonly creations: readonly { readonly agency: SheetAgency; readonly record: Fields }[];
  readonly changes: readonly { readonly id: number; readonly changes: Partial<Fields> }[];
  /** The agencies that the created records need and the tree lacks. */
  readonly newAgencies: readonly SheetAgency[];
}

interface PlannedRow<Fields> {
  readonly record: ReadRecord<RegisterName>;
  fields: Partial<Fields>;
  readonly notes: RowNote[];
  agency?: SheetAgency;
}

const rejected = (row: PlannedRow<object>): boolean => row.notes.some((note) => note.severity === 'error');

/** Works out what a sheet means for what is stored. Rows that are at fault are kept apart, and nothing is asked about them. */
export async function planImport<
  Name extends RegisterName,
  Fields extends { readonly name: string },
  Stored extends StoredRecord & Fields,
>(
  manager: EntityManager,
  adapter: RegisterAdapter<Name, Fields, Stored>,
  sheet: RegisterSheet<Name>,
  book: AgencyBook,
): Promise<ImportPlan<Fields>> {
  const rows: PlannedRow<Fields>[] = [];
  for (const record of sheet.records) {
    rows.push(placed(record, adapter.fieldsOf(record.values), book));
    if (rows.length % 2000 === 0) await breathe();
  }
  refuseDoubles(adapter, rows);
  const creations: { agency: SheetAgency; record: Fields }[] = [];
  const changes: { id: number; changes: Partial<Fields> }[] = [];
  const fates = new Map<PlannedRow<Fields>, RowFate>();
  const sound = groupedBy(
    rows.filter((row) => !rejected(row)),
    (row) => row.agency?.code,
  );
  for (const placedRows of sound.values()) {
    const agency = placedRows[0]?.agency;
    if (agency === undefined) continue;
    if (agency.id !== null && adapter.lookUp !== undefined) {
      const completed = await adapter.lookUp(
        manager,
        agency.id,
        placedRows.map((row) => row.fields),
      );
      for (const [at, row] of placedRows.entries()) row.fields = completed[at] ?? row.fields;
      refuseDoubles(adapter, placedRows);
    }
    const group = placedRows.filter((row) => !rejected(row));
    const found: readonly Found<Stored>[] =
      agency.id === null
        ? []
        : await adapter.find(
            manager,
            agency.id,
            group.map((row) => row.fields),
          );
    const means = new Map<number, PlannedRow<Fields>>();
    for (const [at, row] of group.entries()) {
      if (at % 2000 === 1999) await breathe();
      const judged = judge(adapter, row, found[at], means);
      fates.set(row, judged.fate);
      if (judged.fate.outcome === 'created') creations.push({ agency, record: judged.record });
      if (judged.fate.outcome === 'updated' && judged.fate.id !== null)
        changes.push({ id: judged.fate.id, changes: judged.changes });
    }
  }
  const newAgencies = new Map<string, SheetAgency>();
  for (const { agency } of creations) if (agency.id === null) newAgencies.set(agency.code, agency);
  return {
    fates: rows.map((row) => fates.get(row) ?? fateOf(row, 'rejected', null, [])),
    creations,
    changes,
    newAgencies: [...newAgencies.values()],
  };
}

function placed<Fields>(
  record: ReadRecord<RegisterName>,
  fields: Partial<Fields>,
  book: AgencyBook,
): PlannedRow<Fields> {
  const row: PlannedRow<Fields> = { record, fields, notes: record.problems.map(noteOf) };
  const agency = book.of(record.values.agency);
  if ('message' in agency) row.notes.push(noteAt(record, 'agency', agency.code, 'error', agency.message));
  else row.agency = agency;
  return row;
}

/** Two rows of a sheet that are about the same record contradict or repeat each other; which one is right, only people know. */
function refuseDoubles<Name extends RegisterName, Fields extends { readonly name: string }>(
  adapter: Pick<RegisterAdapter<Name, Fields, StoredRecord & Fields>, 'keyOf' | 'register'>,
  rows: readonly PlannedRow<Fields>[],
): void {
  const first = new Map<string, PlannedRow<Fields>>();
  for (const row of rows) {
    if (row.agency === undefined || rejected(row)) continue;
    const key = `${row.agency.code}\n${adapter.keyOf(row.fields)}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else row.notes.push(double(adapter.register.identity, row.record, before.record));
  }
}

function double(identity: string, record: ReadRecord<RegisterName>, before: ReadRecord<RegisterName>): RowNote {
  return noteAt(
    record,
    identity,
    'duplicate_in_sheet',
    'error',
    text(`与第 ${before.row} 行重复，指的是同一条记录。`, `The same record as in row ${before.row}.`),
  );
}

interface Judged<Fields> {
  readonly fate: RowFate;
  readonly record: Fields;
  readonly changes: Partial<Fields>;
}

function judge<
  Name extends RegisterName,
  Fields extends { readonly name: string },
  Stored extends StoredRecord & Fields,
>(
  adapter: RegisterAdapter<Name, Fields, Stored>,
  row: PlannedRow<Fields>,
  found: Found<Stored>,
  means: Map<number, PlannedRow<Fields>>,
): Judged<Fields> {
  const { record: read, fields, notes } = row;
  const { what, register } = adapter;
  const stored = found === undefined || found === AMBIGUOUS ? undefined : found.stored;
  if (found === AMBIGUOUS) {
    const message = text(
      `有多个同名的${what.zh}，无法确定是哪一个；请补上类别和检查对象等栏目。`,
      `There are several ${what.en}s of this name; add the columns that tell them apart.`,
    );
    notes.push(noteAt(read, register.identity, 'ambiguous', 'error', message));
  }
  if (stored !== undefined) {
    const other = means.get(stored.id);
    if (other !== undefined) notes.push(double(register.identity, read, other.record));
    else means.set(stored.id, row);
    if (stored.retiredAt !== null)
      notes.push(noteAt(read, register.identity, 'retired', 'error', retired(stored, what)));
    else if (found !== undefined && found !== AMBIGUOUS && found.byName)
      notes.push(noteAt(read, register.identity, 'matched_by_name', 'warning', matchedByName(stored, what)));
  }
  const before: Fields | undefined = stored;
  const record: Fields = before === undefined ? adapter.complete(fields) : { ...before, ...fields };
  for (const fault of adapter.faultsOf(record, before === undefined ? fields : record)) {
    const field = fault.pointer.split('/')[1] ?? '';
    notes.push(noteAt(read, sheetFieldOf(adapter, field), fault.code, fault.severity, fault.message));
  }
  if (rejected(row)) return { fate: fateOf(row, 'rejected', stored?.id ?? null, []), record, changes: {} };
  if (stored === undefined) return { fate: fateOf(row, 'created', null, []), record, changes: {} };
  const changed = (Object.keys(fields) as (keyof Fields & string)[]).filter(
    (field) =>
      !(
        adapter.same?.(field, stored, fields) ??
        sameInSheet(columnOf(adapter, field)?.type, before?.[field], fields[field])
      ),
  );
  const changes = Object.fromEntries(changed.map((field) => [field, fields[field]])) as Partial<Fields>;
  const headings = new Set(changed.flatMap((field) => columnOf(adapter, field)?.heading ?? []));
  const outcome = changed.length === 0 ? 'unchanged' : 'updated';
  return { fate: fateOf(row, outcome, stored.id, [...headings]), record, changes };
}

type Described = Pick<RegisterAdapter<RegisterName, { readonly name: string }, never>, 'register'> & {
  readonly sheetFields: object;
};

function sheetFieldOf(adapter: Pick<Described, 'sheetFields'>, field: string): string {
  const mapped = (adapter.sheetFields as Readonly<Record<string, string | undefined>>)[field];
  return mapped ?? field;
}

function columnOf<Name extends RegisterName>(
  adapter: Pick<RegisterAdapter<Name, never, never>, 'register'> & { readonly sheetFields: object },
  field: string,
): RegisterAdapter<Name, never, never>['register']['columns'][number] | undefined {
  const wanted = sheetFieldOf(adapter, field);
  return adapter.register.columns.find((column) => column.field === wanted);
}

function fateOf<Fields>(
  { record, notes }: PlannedRow<Fields>,
  outcome: Outcome,
  id: number | null,
  changed: readonly Bilingual[],
): RowFate {
  const values: RegisterValues[RegisterName] = record.values;
  return { row: record.row, name: values.name ?? null, id, outcome, changed, notes };
}

function noteOf({ row, column, code, severity, message }: SheetProblem): RowNote {
  return { row, column, code, severity, message };
}

function noteAt(
  record: ReadRecord<RegisterName>,
  field: string,
  code: string,
  severity: 'error' | 'warning',
  message: Bilingual,
): RowNote {
  return { row: record.row, column: record.columns[field] ?? null, code, severity, message };
}

function retired(stored: StoredRecord, what: Bilingual): Bilingual {
  return text(
    `${what.zh}“${stored.name}”（编号 ${stored.code}）已停用，不能再改；请从表中删去这一行。`,
    `The ${what.en} "${stored.name}" (code ${stored.code}) is retired and stays as it is; take the row out.`,
  );
}

function matchedByName(stored: StoredRecord, what: Bilingual): Bilingual {
  return text(
    `按名称对应到已有的${what.zh}（编号 ${stored.code}）；请核对。`,
    `Taken for the ${what.en} of that name (code ${stored.code}); see that it is right.`,
  );
}
