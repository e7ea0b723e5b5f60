import { secretBytes, sha256Hex } from '../../platform/secrets/secrets.js';
import { canonicalBytes, type Json } from '../../protocol/index.js';

/*
 * What a version of a bulletin says is hashed, so that anyone can see that it was not changed in silence; and some of it may
 * be masked for the public, today or from next year on, by a rule that has nothing to do with the version. So in what is
 * hashed, each text of a person stands as the hash of itself and of a salt. Whoever is shown the text is shown the salt and
 * can compare; whoever is shown 张* compares all the rest, and 16 bytes of salt keep him from trying names.
 */

const SALT_BYTES = 16;

/** What opens one sealed place. */
export interface Opening {
  readonly value: string | null;
  /** 32 hex digits. */
  readonly salt: string;
}

/** A version's document, in which sealed places are hashes, with their openings by JSON pointer. */
export interface SealedDocument {
  readonly document: Readonly<Record<string, Json>>;
  readonly openings: Readonly<Record<string, Opening>>;
}

/** A text that is to be sealed. */
export class ToSeal {
  constructor(readonly value: string | null) {}
}

export type Unsealed =
  null | boolean | number | string | ToSeal | readonly Unsealed[] | { readonly [member: string]: Unsealed };

/** Canonical bytes are of NFC alone, and a publication must not fail of what some list has brought in another form. */
export const asHashed = (words: string): string => words.toWellFormed().normalize('NFC');

/** SHA-256 of the canonical bytes of `[salt, value]`. */
export const sealOf = ({ salt, value }: Opening): string => sha256Hex(canonicalBytes([salt, value]));

export const hashOf = (document: SealedDocument['document']): string => sha256Hex(canonicalBytes(document));

export function sealed(content: Readonly<Record<string, Unsealed>>): SealedDocument {
  const openings: Record<string, Opening> = {};
  const walk = (part: Unsealed, pointer: string): Json => {
    if (part instanceof ToSeal) {
      const opening = {
        value: part.value === null ? null : asHashed(part.value),
        salt: Buffer.from(secretBytes(SALT_BYTES)).toString('hex'),
      };
      openings[pointer] = opening;
      return sealOf(opening);
    }
    if (typeof part === 'string') return asHashed(part);
    if (part === null || typeof part !== 'object') return part;
    if (Array.isArray(part)) return part.map((one: Unsealed, at) => walk(one, `${pointer}/${at}`));
    return Object.fromEntries(
      Object.entries(part as Readonly<Record<string, Unsealed>>).map(([name, one]) => [
        name,
        walk(one, `${pointer}/${name}`),
      ]),
    );
  };
  return { document: walk(content, '') as SealedDocument['document'], openings };
}

/** What stands at a sealed place. */
export const openedAt = ({ openings }: SealedDocument, pointer: string): string | null =>
  openings[pointer]?.value ?? null;
