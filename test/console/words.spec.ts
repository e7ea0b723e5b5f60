import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import en from '../../src/console/app/words/en.js';
import { audit as enAudit } from '../../src/console/app/words/en/audit.js';
import { onSite as enOnSite } from '../../src/console/app/words/en/on-site.js';
import { planning as enPlanning } from '../../src/console/app/words/en/planning.js';
import zh from '../../src/console/app/words/zh-CN.js';
import { audit as zhAudit } from '../../src/console/app/words/zh-CN/audit.js';
import { onSite as zhOnSite } from '../../src/console/app/words/zh-CN/on-site.js';
import { planning as zhPlanning } from '../../src/console/app/words/zh-CN/planning.js';
import { ROOT } from '../support/server.js';

const FOLDER = join(ROOT, 'src/console/app');

/** Every text with its key. */
const textsOf = (words: object, before = ''): [string, string][] =>
  Object.entries(words).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[before + name, value]] : textsOf(value as object, `${before}${name}.`),
  );
const chinese = new Map([zh, zhAudit, zhOnSite, zhPlanning].flatMap((texts) => textsOf(texts)));
const english = new Map([en, enAudit, enOnSite, enPlanning].flatMap((texts) => textsOf(texts)));

/** The code of the console, without its language files, its tests and what is made from the API. */
const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.(spec|d)\.tsx?$|^words[/\\](zh-CN|en)[/\\.]/.test(path))
  .map((path) => {
    const text = readFileSync(join(FOLDER, path), 'utf8');
    // `<T>` begins a type in the one and an element in the other
    const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) };
  });

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** What stands in quotes in the code, and the beginnings of what is put together (`states.${state}`). */
const literals = new Set<string>();
const beginnings = new Set<string>();
for (const { tree } of sources)
  walk(tree, (node) => {
    if (ts.isStringLiteralLike(node)) literals.add(node.text);
    if (ts.isTemplateExpression(node) && node.head.text.includes('.')) beginnings.add(node.head.text);
  });

describe('the language files', () => {
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

describe('the code of the console', () => {
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
        if (ts.isJsxAttribute(node) && READ.has(node.name.getText()) && node.initializer !== undefined) {
          if (ts.isStringLiteral(node.initializer) && /\p{L}/u.test(node.initializer.text)) told(node.initializer.text);
        }
      });
    expect(texts).toEqual([]);
    expect(sources.length).toBeGreaterThan(20);
  });

  it('keeps nothing of a session where a script reads it', () => {
    const keepers = (what: RegExp): string[] =>
      sources.filter(({ tree }) => what.test(tree.text)).map(({ path }) => path);
    expect(keepers(/localStorage|sessionStorage|document\.cookie/)).toEqual(['preferences.ts']);
    // what somebody does on site, until the server has it
    expect(keepers(/indexedDB/)).toEqual(['field/indexed-store.ts']);
  });
});
