import { utils, write, type BookType, type WorkSheet } from '@e965/xlsx';

import { usccCheckCharacter } from '../../src/registry/sheets/uscc.js';
import { type Answer, type TestServer } from './server.js';

/* Lists as spreadsheets, and how specs send and fetch them. */

export const RUN = 'dryRun=false';

export type Row = readonly (string | number | null)[];

export function workbook(rows: readonly Row[], merges: readonly string[] = [], bookType: BookType = 'xlsx'): Buffer {
  const sheet: WorkSheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  if (merges.length > 0) sheet['!merges'] = merges.map((range) => utils.decode_range(range));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '清单');
  return write(book, { type: 'buffer', bookType }) as Buffer;
}

export const csv = (rows: readonly Row[]): string =>
  rows.map((row) => row.map((cell) => cell ?? '').join(',')).join('\r\n');

/**
 * A checklist with what published ones are like: a title, headings of two rows, merged agencies, numbers and categories, legal
 * bases that go on in rows of their own, blank rows in a merged block, one name under two agencies and for two kinds of
 * target, a matter without a kind of target, line breaks in cells, a note at the end.
 */
export function checklist(kindOfCharity: string | null = null): Buffer {
  return workbook(
    [
      ['示范省随机抽查事项清单', null, null, null, null, null, null, null, null],
      ['编制单位', '序号', '抽查项目', null, '检查对象', '事项类别', '检查方式', '检查主体', '检查依据'],
      [null, null, '抽查类别', '抽查事项', null, null, null, null, null],
      [
        '省民政厅',
        1,
        '社会组织检查',
        '登记事项\n检查',
        '社会团体',
        '一般检查事项',
        '现场检查、书面检查',
        '县级以上',
        '《社会团体登记管理条例》',
      ],
      [null, null, null, null, null, null, null, null, '《社会组织抽查暂行办法》'],
      [null, null, null, '登记事项检查', '基金会', '一般检查事项', '现场检查', '省级', '《基金会管理条例》'],
      [null, null, null, null, null, null, null, null, null],
      [null, 2, '慈善检查', '募捐检查', kindOfCharity, '重点检查事项', '自查', '县级以上', '《慈善法》'],
      ['省应急厅', 3, '社会组织检查', '登记事项检查', '社会团体', '一般检查事项', '现场检查', '县级', '《某条例》'],
      ['注：本清单自发布之日起施行。', null, null, null, null, null, null, null, null],
    ],
    ['A1:I1', 'A2:A3', 'B2:B3', 'C2:D2', 'A4:A8', 'B4:B7', 'C4:C7'],
  );
}

export const TARGET_HEADINGS = ['企业名称', '统一社会信用代码', '对象编号', '对象类型', '区划代码', '风险等级', '地址'];

export function creditCode(number: number): string {
  const body = `5199010${String(number).padStart(10, '0')}`;
  return `${body}${usccCheckCharacter(body) ?? ''}`;
}

export const INSPECTOR_HEADINGS = ['姓名', '执法证号', '有效期起', '有效期至', '专业资质', '是否专家'];

/** What specs ask of the lists over HTTP. */
export class ListClient {
  constructor(
    readonly server: TestServer,
    readonly token: string,
  ) {}

  send(
    register: string,
    query: string,
    bytes: Uint8Array | string,
    fields: Record<string, string> = {},
    token = this.token,
  ): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), '名单.xlsx');
    return this.server.call('POST', `/api/v1/${register}/imports?${query}`, { token, body: form });
  }

  async list(register: string, query = ''): Promise<Answer['body'][]> {
    return (await this.server.call('GET', `/api/v1/${register}?pageSize=200${query}`, { token: this.token })).body
      .items;
  }

  async total(register: string, query = ''): Promise<number> {
    return (await this.server.call('GET', `/api/v1/${register}?pageSize=1${query}`, { token: this.token })).body.total;
  }

  async history(register: string, id: number): Promise<Answer['body'][]> {
    return (await this.server.call('GET', `/api/v1/${register}/${id}/history`, { token: this.token })).body;
  }

  /** Creates something and returns its id. */
  async post(path: string, body: object): Promise<number> {
    const answer = await this.server.call('POST', `/api/v1/${path}`, { token: this.token, body });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.id as number;
  }

  async download(path: string, token = this.token): Promise<{ bytes: Buffer; headers: Headers; status: number }> {
    const response = await fetch(`${this.server.url}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers, status: response.status };
  }
}

/** Status, created, updated, unchanged, rejected. */
export function counts({ status, body }: Answer): unknown[] {
  const report = body.report ?? body;
  return [status, report.created, report.updated, report.unchanged, report.rejected];
}

/** Row, column and code of each error and warning. */
export function problems({ body }: Answer): unknown[] {
  return (body.report ?? body).rows
    .filter((row: { severity: string }) => row.severity !== 'info')
    .map((row: { row: number; column: string; code: string }) => [row.row, row.column, row.code]);
}
