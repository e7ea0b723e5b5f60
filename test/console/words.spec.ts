import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import en from '../../src/console/app/words/en.js';
import { asked as enAsked } from '../../src/console/app/words/en/asked.js';
import { audit as enAudit } from '../../src/console/app/words/en/audit.js';
import { history as enHistory } from '../../src/console/app/words/en/history.js';
import { onSite as enOnSite } from '../../src/console/app/words/en/on-site.js';
import { many as enMany } from '../../src/console/app/words/en/many.js';
import { office as enOffice } from '../../src/console/app/words/en/office.js';
import { settings as enSettings } from '../../src/console/app/words/en/settings.js';
import { planning as enPlanning } from '../../src/console/app/words/en/planning.js';
import { rectification as enRectification } from '../../src/console/app/words/en/rectification.js';
import { registers as enRegisters } from '../../src/console/app/words/en/registers.js';
import zh from '../../src/console/app/words/zh-CN.js';
import { asked as zhAsked } from '../../src/console/app/words/zh-CN/asked.js';
import { audit as zhAudit } from '../../src/console/app/words/zh-CN/audit.js';
import { history as zhHistory } from '../../src/console/app/words/zh-CN/history.js';
import { onSite as zhOnSite } from '../../src/console/app/words/zh-CN/on-site.js';
import { many as zhMany } from '../../src/console/app/words/zh-CN/many.js';
import { office as zhOffice } from '../../src/console/app/words/zh-CN/office.js';
import { settings as zhSettings } from '../../src/console/app/words/zh-CN/settings.js';
import { planning as zhPlanning } from '../../src/console/app/words/zh-CN/planning.js';
import { rectification as zhRectification } from '../../src/console/app/words/zh-CN/rectification.js';
import { registers as zhRegisters } from '../../src/console/app/words/zh-CN/registers.js';
import siteInEnglish from '../../src/site/words/en.js';
import siteInChinese from '../../src/site/words/zh-CN.js';
import { ROOT } from '../support/server.js';

/** Whoever speaks to people from language files: the console in a browser, the public site from the server. */
const SPEAKERS = [
  {
    name: 'the console',
    folder: 'src/console/app',
    words: {
      zh: [
        ...[zh, zhAsked, zhAudit, zhHistory, zhOnSite, zhPlanning, zhMany, zhOffice, zhRectification, zhRegisters],
        zhSettings,
      ],
      en: [
        ...[en, enAsked, enAudit, enHistory, enOnSite, enPlanning, enMany, enOffice, enRectification, enRegisters],
        enSettings,
      ],
    },
  },
  { name: 'the public site', folder: 'src/site', words: { zh: [siteInChinese], en: [siteInEnglish] } },
];

/** Every text with its key. */
const textsOf = (words: object, before = ''): [string, string][] =>
  Object.entries(words).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[before + name, value]] : textsOf(value as object, `${before}${name}.`),
  );

/** The code of a speaker, without its language files, its tests and what is made from the API. */
const sourcesOf = (folder: string): { readonly path: string; readonly tree: ts.SourceFile }[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.(spec|d)\.tsx?$|^words[/\\](zh-CN|en)[/\\.]/.test(path))
    .map((path) => {
      const text = readFileSync(join(ROOT, folder, path), 'utf8');
      // `<T>` begins a type in the one and an element in the other
      const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
      return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) };
    });

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

describe.each(SPEAKERS)('the language files of $name', ({ folder, words }) => {
  const chinese = new Map(words.zh.flatMap((texts) => textsOf(texts)));
  const english = new Map(words.en.flatMap((texts) => textsOf(texts)));
  /** What stands in quotes in the code, and the beginnings of what is put together (`states.${state}`). */
  const literals = new Set<string>();
  const beginnings = new Set<string>();
  for (const { tree } of sourcesOf(folder))
    walk(tree, (node) => {
      if (ts.isStringLiteralLike(node)) literals.add(node.text);
      if (ts.isTemplateExpression(node) && node.head.text.includes('.')) beginnings.add(node.head.text);
    });

  it('have the same texts', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    expect(chinese.size).toBeGreaterThan(100);
  });

  it('leave no text empty', () => {
    const idle = (words: Map<string, string>): string[] =>
      [...words].flatMap(([key, text]) => (text === '' ? [key] : []));
    expect([idle(chinese), idle(english)]).toEqual([[], []]);
  });

  it('are filled with the same', () => {
    const fillings = (text = ''): string[] =>
      [...new Set([...text.matchAll(/\{(\w+)[|}]/g)].map(([, name = '']) => name))].sort();
    const differing = [...chinese].filter(([key, text]) => fillings(text).join() !== fillings(english.get(key)).join());
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('hold no text that nobody shows', () => {
    const used = (key: string): boolean =>
      literals.has(key) || [...beginnings].some((beginning) => key.startsWith(beginning));
    // days are written by their own file
    const idle = [...chinese.keys()].filter((key) => !used(key) && !key.startsWith('dates.'));
    expect(idle).toEqual([]);
  });

  it('hold every text that somebody shows', () => {
    const groups = new Set([...chinese.keys()].map((key) => key.split('.')[0]));
    const keys = [...literals].filter(
      (text) => /^[a-z]\w*(\.[A-Za-z]\w*)+$/.test(text) && groups.has(text.split('.')[0]),
    );
    expect(keys.filter((key) => !chinese.has(key))).toEqual([]);
    expect(keys.length).toBeGreaterThan(50);
    const nothingBegins = [...beginnings].filter(
      (beginning) =>
        groups.has(beginning.split('.')[0]) && ![...chinese.keys()].some((key) => key.startsWith(beginning)),
    );
    expect(nothingBegins).toEqual([]);
  });
});

/** Stands where something is filled in: a sign that no text holds. */
const GAP = '\uFFFC';

/** What people read of a page that is written as markup: between its tags, and in attributes that are read aloud. */
function saidBetweenTags(template: ts.TemplateLiteral): string[] {
  const parts = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
  // a piece of a tag: attributes alone
  if (/^\s+[a-z-]+(?:=|$)/.test(parts[0] ?? '') && !parts.some((part) => part.includes('<'))) return [];
  const whole = parts.join(GAP).replace(/&#?\w+;/g, '');
  const between = whole.replace(/<(?:[^<>"]|"[^"]*")*>/g, '\n').split(/[\n\uFFFC]/);
  const aloud = [...whole.matchAll(/(?:aria-label|alt|title|placeholder)="([^"\uFFFC]*)"/g)].map(
    ([, said = '']) => said,
  );
  return [...between, ...aloud].filter((said) => /\p{L}/u.test(said));
}

describe.each(SPEAKERS)('the code of $name', ({ folder }) => {
  const sources = sourcesOf(folder);
  /** Attributes that people read or hear. */
  const READ = new Set([
    'title',
    'label',
    'alt',
    'placeholder',
    'aria-label',
    'description',
    'help',
    'tooltip',
    'okText',
  ]);

  it('holds no text itself, in whatever script', () => {
    const texts: string[] = [];
    for (const { path, tree } of sources)
      walk(tree, (node) => {
        const told = (text: string): void => void texts.push(`${path}: ${text.trim()}`);
        if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) told(node.text);
        if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
          if (/\p{Script=Han}/u.test(node.text)) told(node.text);
        }
        if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'markup') {
          for (const said of saidBetweenTags(node.template)) told(said);
        }
        if (ts.isJsxAttribute(node) && READ.has(node.name.getText()) && node.initializer !== undefined) {
          if (ts.isStringLiteral(node.initializer) && /\p{L}/u.test(node.initializer.text)) told(node.initializer.text);
        }
      });
    expect(texts).toEqual([]);
    expect(sources.length).toBeGreaterThan(20);
  });
});

describe('the code of the console', () => {
  const sources = sourcesOf('src/console/app');

  it('keeps nothing of a session where a script reads it', () => {
    const keepers = (what: RegExp): string[] =>
      sources.filter(({ tree }) => what.test(tree.text)).map(({ path }) => path);
    expect(keepers(/localStorage|sessionStorage|document\.cookie/)).toEqual(['preferences.ts']);
    // what somebody does on site, until the server has it
    expect(keepers(/indexedDB/)).toEqual(['field/indexed-store.ts']);
  });
});
