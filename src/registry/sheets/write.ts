import { type Register, type RegisterName, type RegisterValues } from './columns/column.js';

/** The rows of a register as a file. @returns the bytes of the file */
export declare function writeRegister<Name extends RegisterName>(
  register: Register<Name>,
  rows: Iterable<RegisterValues[Name]>,
  format: 'xlsx' | 'csv',
): Buffer;

/** An empty sheet to fill in; in xlsx with a second sheet of notes. @returns the bytes of the file */
export declare function writeTemplate(register: Register, format: 'xlsx' | 'csv'): Buffer;
