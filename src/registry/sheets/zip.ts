import { crc32, inflateRawSync } from 'node:zlib';
import { SheetRefusal } from './problems.js';

/** One part of a zip file, unpacked. */
export interface Part {
  readonly name: string;
  readonly bytes: Buffer;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

// Signatures and offsets: PKWARE APPNOTE 6.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const MAX_ENTRIES = 10_000;

const damaged = (): SheetRefusal =>
  new SheetRefusal('sheet_damaged', {
    zh: '文件已损坏或不完整，无法读取；请重新保存后再上传。',
    en: 'The file is damaged or cut short and cannot be read; save it again and send it once more.',
  });

export const tooMuch = (limit: number): SheetRefusal =>
  new SheetRefusal('sheet_too_large', {
    zh: `文件展开后超过 ${limit} 字节的上限；请拆分成几个文件。`,
    en: `Unpacked, the file is larger than the limit of ${limit} bytes; split it into several.`,
  });

function endOfDirectory(zip: Buffer): number {
  // A comment of up to 65 535 bytes may follow the record.
  const first = Math.max(0, zip.length - END_LENGTH - 0xffff);
  for (let at = zip.length - END_LENGTH; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw damaged();
}

/** Sizes and offset of 2^32 - 1 stand in the zip64 extra field, in this order (APPNOTE 4.5.3). */
function zip64(zip: Buffer, from: number, until: number, values: readonly number[]): number[] {
  for (let at = from; at + 4 <= until; at += 4 + zip.readUInt16LE(at + 2)) {
    if (zip.readUInt16LE(at) !== 0x0001) continue;
    let next = at + 4;
    return values.map((value) => {
      if (value !== 0xffffffff) return value;
      next += 8;
      return Number(zip.readBigUInt64LE(next - 8));
    });
  }
  return [...values];
}

function entries(zip: Buffer): Entry[] {
  const end = endOfDirectory(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw damaged();
  const found: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw damaged();
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    const extraEnd = nameEnd + zip.readUInt16LE(at + 30);
    const sizes = [zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    const [unpacked = 0, packed = 0, offset = 0] = zip64(zip, nameEnd, extraEnd, sizes);
    found.push({
      // Some writers put backslashes where the standard demands slashes.
      name: zip.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/'),
      encrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed,
      unpacked,
      offset,
    });
    at = extraEnd + zip.readUInt16LE(at + 32);
  }
  return found;
}

function unpack(zip: Buffer, entry: Entry): Part {
  if (zip.readUInt32LE(entry.offset) !== LOCAL) throw damaged();
  const from = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  const packed = zip.subarray(from, from + entry.packed);
  if (packed.length !== entry.packed) throw damaged();
  let bytes: Buffer;
  if (entry.method === 0) bytes = packed;
  // A part that holds more than it declares stops here: the declared sizes were added up before.
  else if (entry.method === 8) bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpacked) });
  else throw damaged();
  if (bytes.length !== entry.unpacked || crc32(bytes) !== entry.crc) throw damaged();
  return { name: entry.name, bytes };
}

/**
 * The parts of a zip whose names `wanted` accepts. What is declared is added up before anything is unpacked, and nothing
 * unpacks to more than it declares, so a zip bomb costs no memory.
 * @param limit most bytes the wanted parts may have together
 * @throws SheetRefusal when damaged, encrypted or too large
 */
export function readZip(zip: Buffer, limit: number, wanted: (name: string) => boolean): Part[] {
  try {
    const chosen = entries(zip).filter((entry) => wanted(entry.name));
    let total = 0;
    for (const entry of chosen) {
      if (entry.encrypted) {
        throw new SheetRefusal('sheet_encrypted', {
          zh: '文件已加密；请去掉密码后再上传。',
          en: 'The file is encrypted; take the password off and send it again.',
        });
      }
      total += entry.unpacked;
      if (total > limit) throw tooMuch(limit);
    }
    const names = new Set(chosen.map((entry) => entry.name));
    if (names.size !== chosen.length) throw damaged();
    return chosen.map((entry) => unpack(zip, entry));
  } catch (error) {
    if (error instanceof SheetRefusal) throw error;
    // Offsets that point outside the file (RangeError) and bad deflate streams (Z_DATA_ERROR, ERR_BUFFER_TOO_LARGE).
    throw damaged();
  }
}

/** Names in the directory of a zip, without unpacking anything. */
export function zipNames(zip: Buffer): string[] {
  try {
    return entries(zip).map((entry) => entry.name);
  } catch {
    throw damaged();
  }
}

/**
 * Parts → a zip without compression. The spreadsheet library gets this instead of what was sent: it then sees exactly the
 * parts that were measured, whatever the headers of the original said.
 */
export function storeZip(parts: readonly Part[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const label = Buffer.from(name, 'utf8');
    const crc = crc32(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(LOCAL, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(label.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(bytes.length, 20);
    central.writeUInt32LE(bytes.length, 24);
    central.writeUInt16LE(label.length, 28);
    central.writeUInt32LE(offset, 42);
    chunks.push(local, label, bytes);
    directory.push(central, label);
    offset += local.length + label.length + bytes.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, ...directory, end]);
}
