import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/* Small files as cameras and scanners make them, and files that only look like these. */

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const segment = (marker: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);

/** @param data coded data, which is stuffed as JPEG wants it */
export function jpeg({
  data = Buffer.from('a photo'),
  width = 4000,
  height = 3000,
}: { data?: Uint8Array; width?: number; height?: number } = {}): Buffer {
  const stuffed = Buffer.from([...data].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xc0, Buffer.concat([Buffer.from([8]), u16(height), u16(width), Buffer.from([1, 1, 0x11, 0])])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    stuffed,
    Buffer.from([0xff, 0xd9]),
  ]);
}

const chunk = (name: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  return Buffer.concat([u32(body.length), named, u32(crc32(named))]);
};

export const png = (width = 2, height = 2): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([8, 0, 0, 0, 0])])),
    chunk('IDAT', deflateSync(Buffer.alloc(6))),
    chunk('IEND', Buffer.alloc(0)),
  ]);

export function webp(width = 100, height = 80): Buffer {
  const frame = Buffer.alloc(20);
  frame.writeUInt16LE(width, 6);
  frame.writeUInt16LE(height, 8);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(frame.length);
  const body = Buffer.concat([Buffer.from('WEBPVP8 ', 'latin1'), size, frame]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), length, body]);
}

const box = (name: string, body: Buffer): Buffer =>
  Buffer.concat([u32(body.length + 8), Buffer.from(name, 'latin1'), body]);

export const heic = (): Buffer =>
  Buffer.concat([box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1')), box('mdat', Buffer.alloc(40, 7))]);

/** The film behind a moving photo. */
export const film = (): Buffer =>
  Buffer.concat([box('ftyp', Buffer.from('mp42\0\0\0\0', 'latin1')), box('mdat', Buffer.alloc(64, 3))]);

export const pdf = (): Buffer => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** An archive of one stored file. */
export function zip(comment = ''): Buffer {
  const name = Buffer.from('run.js');
  const content = Buffer.from('alert(1)');
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt32LE(crc32(content), 14);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write('PK\x01\x02', 'latin1');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([local, name, content, central, name, end, Buffer.from(comment)]);
}

/** The beginning of a program for Windows, and of one for Linux. */
export const PROGRAMS = [
  Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(2000, 1)]),
  Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(2000, 1)]),
  Buffer.from('#!/bin/sh\nrm -rf /tmp/nothing\n'),
];
