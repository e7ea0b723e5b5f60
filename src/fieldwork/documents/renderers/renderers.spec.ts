import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import JSZip from 'jszip';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import decodeQR from 'qr/decode.js';

import { blocksOf } from '../blocks.js';
import { BUILT_IN } from '../built-in-templates.js';
import { type Paper, type Stamp } from '../paper.js';
import { sampleFacts } from '../sample-facts.js';
import { readTemplate } from '../template.js';
import { VOCABULARY } from '../vocabulary.js';
import { docxOf } from './docx.js';
import { htmlOf } from './html.js';
import { pdfOf } from './pdf.js';

const run = promisify(execFile);
const CODE = '7K3M-Q0TX-91BV';
const STAMP: Stamp = {
  of: 'inspection',
  code: CODE,
  address: `https://sortis.example.gov.cn/i/${CODE}`,
  shortCode: '5337 78df',
  drawNumber: '2026-000001',
  edition: 2,
  issuedAt: new Date('2026-03-02T01:00:00Z'),
};
const BASIS =
  '《中华人民共和国老年人权益保障法》第四十五条；《养老机构管理办法》（民政部令第66号）第三十四条，“民政部门应当加强监督检查”。';

/** A notice of so many matters to a target whose name has a character that few fonts have. */
function notice(matters: number): Paper {
  const facts = sampleFacts('zh');
  const read = readTemplate(BUILT_IN.notice.zh, VOCABULARY);
  if (!('template' in read)) throw new Error('the notice is unfit');
  const blocks = blocksOf(read.template, {
    values: { ...facts.values, 'target.name': '𠮷祥<养老>院' },
    lists: {
      ...facts.lists,
      matters: Array.from({ length: matters }, (_, at) => ({
        number: String(at + 1),
        name: `服务安全的检查，第 ${at + 1} 项`,
        legalBasis: BASIS,
      })),
    },
  });
  return { language: 'zh', title: '检查通知书', blocks };
}

describe('documents as files', () => {
  let dir: string;
  /** What a reader that is not ours makes of a PDF (Debian: poppler-utils). */
  const readPdf = async (bytes: Uint8Array): Promise<string[]> => {
    writeFileSync(join(dir, 'a.pdf'), bytes);
    const { stdout } = await run('pdftotext', ['-layout', join(dir, 'a.pdf'), '-'], { maxBuffer: 1 << 26 });
    return stdout.split('\f').slice(0, -1);
  };

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-papers-'));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('a PDF says all of it, tells its pages, and says which character it has no shape for', async () => {
    const pages = await readPdf(await pdfOf(notice(3), STAMP));
    expect(pages).toHaveLength(2);
    const words = pages.join('').replace(/\s+/g, '');
    for (const said of [
      '检查通知书',
      '申请回避的权利',
      '〓（U+20BB7）祥<养老>院',
      '服务安全的检查，第3项',
      CODE,
      '民政部令第66号',
    ]) {
      expect(words).toContain(said.replace(/\s+/g, ''));
    }
    expect(pages.map((page) => /第\d页共\d页/.exec(page.replace(/\s/g, ''))?.[0])).toEqual([
      '第1页共2页',
      '第2页共2页',
    ]);
    for (const page of pages) expect(page.replace(/\s/g, '')).toContain('抽取记录533778df');
  });

  it('no line begins with what ends one before, and no heading stands alone at the foot of a page', async () => {
    for (const matters of [1, 2, 3, 4, 5, 6, 7]) {
      const pages = await readPdf(await pdfOf(notice(matters), STAMP));
      for (const line of pages.join('\n').split(/\n| {2,}/)) expect(line.trim()).not.toMatch(/^[，。；：、）》”！？]/);
      for (const page of pages) {
        const lines = page.split('\n').filter((line) => line.trim() !== '' && !line.includes(CODE));
        expect(lines.at(-1)?.trim()).not.toMatch(/^[一二三四五六]、/);
      }
    }
  });

  it('a PDF bears its code at the foot, for a scanner', async () => {
    writeFileSync(join(dir, 'b.pdf'), await pdfOf(notice(3), STAMP));
    await run('pdftoppm', ['-r', '200', '-gray', '-singlefile', join(dir, 'b.pdf'), join(dir, 'b')]);
    const { height, pixels, width } = grayMap(readFileSync(join(dir, 'b.pgm')));
    const half = Math.floor(width / 2);
    // the lower left quarter
    const data = new Uint8Array(half * half * 4);
    for (let y = 0; y < half; y++) {
      for (let x = 0; x < half; x++)
        data.fill(pixels[(height - half + y) * width + x] ?? 255, (y * half + x) * 4, (y * half + x) * 4 + 4);
    }
    expect(decodeQR({ width: half, height: half, data })).toBe(STAMP.address);
  });

  it('a name is shown as it was drawn: in a PDF, on a page and in a DOCX', async () => {
    // a stroke down on the left, one along the foot, and a dot
    const strokes = [[100, 100, 100, 900], [100, 900, 2900, 900], [1500, 200]]; // prettier-ignore
    const paper: Paper = {
      language: 'zh',
      title: '签名',
      blocks: [{ kind: 'drawn', items: [{ strokes, lines: ['检查人员：王芳'] }] }],
    };
    writeFileSync(join(dir, 'c.pdf'), await pdfOf(paper, STAMP));
    await run('pdftoppm', ['-r', '100', '-gray', '-singlefile', join(dir, 'c.pdf'), join(dir, 'c')]);
    const { pixels, width } = grayMap(readFileSync(join(dir, 'c.pgm')));
    const dark = (x: number, y: number): boolean => (pixels[y * width + x] ?? 255) < 128;
    const [left, top] = [Math.round((22 / 25.4) * 100), Math.round((20 / 25.4) * 100)];
    // within the place of the name, 62 by 20 mm: how many rows have ink near its left edge, and where there is ink at all
    const rows = Array.from({ length: 82 }, (_, y) => y).filter((y) =>
      [0, 1, 2, 3].some((x) => dark(left + x, top + y)),
    );
    expect(rows.length).toBeGreaterThan(40);
    const middle = Array.from({ length: 82 }, (_, y) => y).filter((y) => dark(left + 50, top + y));
    expect(middle.length).toBeGreaterThan(0);
    expect(Math.min(...middle)).toBeGreaterThan(50);
    expect(htmlOf(paper, STAMP)).toMatch(/<path d="M[\d. ]+L[\d. ]+M[\d. ]+L[\d. ]+M([\d.]+ [\d.]+)L\1"\/>/);

    const zip = await JSZip.loadAsync(await docxOf(paper, STAMP));
    const name = Object.keys(zip.files).find((each) => each.endsWith('.png')) ?? '';
    const png = Buffer.from((await zip.file(name)?.async('uint8array')) ?? []);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([702, 228]);
    const data = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    const row = 1 + Math.ceil(702 / 8);
    const ink = (x: number, y: number): boolean => ((data[y * row + 1 + (x >> 3)] ?? 0xff) & (0x80 >> (x & 7))) === 0;
    const inked = (x: number): number[] => Array.from({ length: 228 }, (_, y) => y).filter((y) => ink(x, y));
    expect(inked(4).length).toBeGreaterThan(150);
    expect(Math.min(...inked(100))).toBeGreaterThan(150);
    // the dot
    expect(Math.min(...inked(351))).toBeLessThan(60);
  });

  it('two hundred matters are a PDF of some pages and a few hundred kilobytes', async () => {
    const bytes = await pdfOf(notice(200), STAMP);
    expect(bytes.length).toBeLessThan(1_000_000);
    const pages = await readPdf(bytes);
    expect(pages.length).toBeGreaterThan(15);
    expect(pages.join('').replace(/\s+/g, '')).toContain('第200项');
    // each page of the table says again what its columns are
    expect(pages[8]).toContain('法律依据');
  });

  it('a DOCX is what a word processor opens, with the same words, its QR and its pages', async () => {
    const zip = await JSZip.loadAsync(await docxOf(notice(3), STAMP));
    const part = async (name: string): Promise<string> => (await zip.file(name)?.async('string')) ?? '';
    const text = (await part('word/document.xml')).replace(/<[^>]+>/g, '');
    for (const said of ['检查通知书', '𠮷祥&lt;养老&gt;院', BASIS, CODE]) expect(text).toContain(said);
    const foot = await part('word/footer1.xml');
    expect(foot.replace(/<[^>]+>/g, '')).toContain('抽取记录 5337 78df');
    expect(foot).toMatch(/PAGE.*NUMPAGES/s);
    const pictures = Object.keys(zip.files).filter((name) => name.startsWith('word/media/'));
    expect(pictures.length).toBeGreaterThan(0);
  });
});

/** The picture in a PGM file. */
function grayMap(file: Buffer): { width: number; height: number; pixels: Buffer } {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'));
  if (head === null) throw new Error('this is no PGM');
  return { width: Number(head[1]), height: Number(head[2]), pixels: file.subarray(head[0].length) };
}
