import { Column, PrimaryGeneratedColumn, type ColumnOptions } from 'typeorm';

/* How entities declare their columns, so that the same declaration means the same on SQLite and on MySQL. */

type Nullable = Pick<ColumnOptions, 'nullable'>;

/** The row's own number. */
export const IdColumn = (): PropertyDecorator => PrimaryGeneratedColumn('increment', { type: 'int' });

/** A short text. */
export const TextColumn = (
  length: number,
  options: Pick<ColumnOptions, 'nullable' | 'default'> = {},
): PropertyDecorator => Column('varchar', { length, ...options });

/** A text of up to 65 535 bytes, which is where MySQL's `text` ends. */
export const LongTextColumn = (options: Nullable = {}): PropertyDecorator => Column('text', options);

/** A moment in UTC, to the millisecond. */
export const MomentColumn = (options: Nullable = {}): PropertyDecorator =>
  Column('datetime', { precision: 3, ...options });

/** A day of the calendar as `2026-03-05`: drivers turn SQL dates into moments of some time zone, a text stays what it is. */
export const DayColumn = (options: Nullable = {}): PropertyDecorator => Column('varchar', { length: 10, ...options });

export const IntegerColumn = (options: Nullable = {}): PropertyDecorator => Column('int', options);

/** Counts how often the row was held (row-lock.ts), which does so by itself: nobody else reads or writes it. */
export const BeatsColumn = (): PropertyDecorator =>
  Column({ type: 'int', default: 0, select: false, insert: false, update: false });

export const FlagColumn = (): PropertyDecorator => Column('boolean');

/** A value kept as JSON text. */
export const JsonColumn = (options: Nullable = {}): PropertyDecorator =>
  Column('text', {
    ...options,
    transformer: {
      to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
      from: (value: string | null): unknown => (value === null ? null : JSON.parse(value)),
    },
  });
