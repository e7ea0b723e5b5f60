import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { blocksOf, PaperTooLong, type Facts } from './blocks.js';
import { BUILT_IN } from './built-in-templates.js';
import { TEMPLATE_KINDS } from './document-kinds.js';
import { type Block } from './paper.js';
import { htmlOf } from './renderers/html.js';
import { sampleFacts } from './sample-facts.js';
import { MOST_TEMPLATE, readTemplate } from './template.js';
import { LISTS, VALUES, VOCABULARY, vocabularyOf } from './vocabulary.js';

const FACTS: Facts = {
  values: { 'target.name': '阳光养老院', 'cap.count': '', 'agency.name': '民政局' },
  lists: {
    matters: [
      { number: '1', name: '消防' },
      { number: '2', name: '食品' },
    ],
    team: [],
  },
};

function made(source: string, facts = FACTS): Block[] {
  const read = readTemplate(source, VOCABULARY);
  if (!('template' in read)) throw new Error(JSON.stringify(read.faults));
  return blocksOf(read.template, facts);
}
const faultsOf = (source: string): string[] =>
  readTemplate(source, VOCABULARY).faults.map(({ code, message }) =>
    `${code} ${/^第 \d+ 行/.exec(message.zh)?.[0] ?? ''}`.trim(),
  );

describe('the language of templates', () => {
  it('makes a block of each line, and one table of rows that follow one another', () => {
    expect(
      made(
        `# 通知\n: 对象 | {{target.name}} | 空 | \n|! 序号 :1 | 事项 :5\n{{#each matters}}\n| {{matter.number}} | {{matter.name}}\n{{/each}}\n+ 一\n+ 二\n- 三\n> 右\n@lines 2\n@sign 甲 | 乙\n@page\n\\# 不是标题`,
      ),
    ).toEqual([
      { kind: 'heading', level: 1, text: '通知' },
      { kind: 'fields', rows: [['对象', '阳光养老院', '空', '']] },
      { kind: 'table', head: ['序号', '事项'], widths: [1, 5], rows: [['1', '消防'], ['2', '食品']] }, // prettier-ignore
      { kind: 'list', numbered: true, items: ['一', '二'] },
      { kind: 'list', numbered: false, items: ['三'] },
      { kind: 'paragraph', align: 'right', text: '右' },
      { kind: 'lines', count: 2 },
      { kind: 'signatures', labels: ['甲', '乙'] },
      { kind: 'page-break' },
      { kind: 'paragraph', align: 'body', text: '# 不是标题' },
    ]);
  });

  it('takes one of two by whether there is anything', () => {
    const either = (name: string): unknown =>
      made(`{{#if ${name}}}\n有\n{{else}}\n无\n{{/if}}`).map((block) => 'text' in block && block.text);
    expect(['target.name', 'cap.count', 'matters', 'team'].map(either)).toEqual([['有'], ['无'], ['有'], ['无']]);
  });

  it('never reads what a name stands for as a part of the template', () => {
    const evil = '# 标题\n{{agency.name}} | <script> @page';
    const [block] = made('{{target.name}}', { values: { 'target.name': evil }, lists: {} });
    expect(block).toEqual({ kind: 'paragraph', align: 'body', text: evil });
    // nor does a name of every object stand for anything
    expect(faultsOf('{{constructor}}')).toEqual(['unknown_placeholder 第 1 行']);
  });

  it.each([
    ['{{target.nam}}', ['unknown_placeholder 第 1 行']],
    ['一\n{{matter.name}}', ['unknown_placeholder 第 2 行']],
    ['{{#each matters}}\n{{member.name}}\n{{/each}}', ['unknown_placeholder 第 2 行']],
    ['{{a b}}', ['malformed_placeholder 第 1 行']],
    ['{{#each nothing}}\n{{/each}}', ['unknown_list 第 1 行']],
    ['{{#each matters}}\n一', ['unclosed 第 1 行']],
    ['{{#if team}}\n{{#each team}}\n{{/if}}', ['stray_end 第 3 行', 'unclosed 第 1 行', 'unclosed 第 2 行']],
    ['{{else}}', ['stray_else 第 1 行']],
    ['{{/if}}', ['stray_end 第 1 行']],
    ['{{#each matters}}\n{{#each team}}\n{{/each}}\n{{/each}}', ['nested_each 第 2 行']],
    ['一 {{#if team}} 二', ['control_inside_line 第 1 行']],
    ['{{#run team}}', ['unknown_control 第 1 行']],
    ['{{target.name', ['unclosed_name 第 1 行']],
    [': 一 | 二 | 三', ['field_cells 第 1 行']],
    ['@script x', ['unknown_block 第 1 行']],
    ['@drawn 一', ['nothing_drawn 第 1 行']],
    ['{{#each matters}}\n@drawn 一\n{{/each}}', ['nothing_drawn 第 2 行']],
    ['@lines 40', ['unknown_block 第 1 行']],
    [`| ${'一 | '.repeat(9)}`, ['too_many_cells 第 1 行']],
    ['字'.repeat(2001), ['line_too_long 第 1 行']],
    ['一\u0000', ['control_character 第 1 行']],
    ['{{#if team}}\n'.repeat(9) + '{{/if}}\n'.repeat(9), ['nested_too_deep 第 9 行']],
    ['一\n'.repeat(1001), ['template_too_long']],
    ['字'.repeat(MOST_TEMPLATE + 1), ['template_too_long']],
    [' \n \n', ['template_empty']],
  ])('refuses %j by line', (source, faults) => {
    expect(faultsOf(source)).toEqual(faults);
    for (const { message, pointer } of readTemplate(source, VOCABULARY).faults) {
      expect([pointer, message.zh, message.en]).toEqual([
        '/body',
        expect.stringMatching(/\p{sc=Han}/u),
        expect.stringMatching(/^[^\p{sc=Han}]*[a-z]/u),
      ]);
    }
  });

  it('is bounded in what it makes', () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ number: String(at), name: '事项' }));
    const source = `{{#each matters}}\n${'{{matter.name}}\n'.repeat(11)}{{/each}}`;
    expect(() => made(source, { values: {}, lists: { matters: many } })).toThrow(PaperTooLong);
    const long = { values: { 'target.name': '字'.repeat(300_000) }, lists: {} };
    expect(() => made('{{target.name}}\n'.repeat(10), long)).toThrow(PaperTooLong);
  });

  const tokens = fc.constantFrom(
    '{{', '}}', '{{#each matters}}', '{{/each}}', '{{#if team}}', '{{else}}', '{{/if}}', '{{matter.name}}', '{{target.name}}', '\n', '\r\n', '# ', '## ', '|', '|! ', '| ', ': ', '- ', '+ ', '@code', '@lines 3', '@sign ', '\\', '<script>alert(1)</script>', '"', "'", '&', '一', ' :9', '__proto__', '𠮷', '\ud800',
  ); // prettier-ignore
  const source = fc.oneof(
    fc.array(tokens, { maxLength: 60 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('<img src=x onerror=alert(1)>', '{{target.name}}', '</td></tr>', '"><b>', '\n# x'),
  );

  it('never throws, and lets no markup through, whatever stands in template and facts', () => {
    // what the page itself is made of
    const ours =
      /<\/?(?:html|head|meta|title|style|body|h1|h2|p|table|colgroup|col|thead|tbody|tr|th|td|ol|ul|li|div|br|b|span|footer|svg|path)(?: (?:class|lang|charset|name|content|width|colspan|viewBox|shape-rendering|fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|role|aria-label|d)="[^"<>]*")*\/?>|<!doctype html>/g;
    const stamp = {
      of: 'inspection' as const,
      code: 'A',
      address: 'http://x/i/A',
      shortCode: null,
      drawNumber: '1',
      edition: 1,
      issuedAt: new Date(0),
    };
    let whole = 0;
    fc.assert(
      fc.property(source, value, value, (template, one, other) => {
        const read = readTemplate(template, VOCABULARY);
        if (!('template' in read)) {
          expect(read.faults.length).toBeGreaterThan(0);
          return;
        }
        whole++;
        const facts = { values: { 'target.name': one }, lists: { matters: [{ name: other }], team: [{}] } };
        const blocks = blocksOf(read.template, facts);
        const page = htmlOf({ language: 'zh', title: one, blocks }, stamp);
        expect(page.replace(/<style>[^<]*<\/style>/, '').replace(ours, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 1000 },
    );
    expect(whole).toBeGreaterThan(100);
  });
});

describe('the templates that come with the product', () => {
  it('name nothing that there is not, in either language, and say what the rules want', () => {
    for (const kind of TEMPLATE_KINDS) {
      for (const language of ['zh', 'en'] as const) {
        const read = readTemplate(BUILT_IN[kind][language], vocabularyOf(kind));
        expect([kind, language, read.faults]).toEqual([kind, language, []]);
        const blocks = 'template' in read ? blocksOf(read.template, sampleFacts(language, kind)) : [];
        expect(blocks.filter((block) => block.kind === 'code')).toHaveLength(1);
      }
    }
    // domain rule 12: a notice names the yearly cap and the right to ask for recusal
    const said = JSON.stringify(made(BUILT_IN.notice.zh, sampleFacts('zh')));
    for (const wanted of [
      '回避',
      VALUES['cap.count'].zh,
      LISTS.matters.fields.legalBasis.zh,
      LISTS.team.fields.certificateNumber.zh,
    ]) {
      expect(said).toContain(wanted);
    }
  });
});
