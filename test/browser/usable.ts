import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[] }[];
}

/** It did not fall over in the browser, axe finds nothing serious, and nothing is wider than the screen. */
export async function isUsable(page: Page, where: string): Promise<void> {
  expect({ where, fell: await page.locator('[data-fell]').count() }).toEqual({ where, fell: 0 });
  await page.evaluate(`${AXE};undefined`);
  const found = await page.evaluate<Violation[]>(
    '(async () => (await axe.run({ resultTypes: ["violations"] })).violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html, any }) => ({ html: html.slice(0, 200), any: any.map(({ message }) => ({ message })) })) })))()',
  );
  const serious = found.filter(({ impact }) => ['serious', 'critical'].includes(impact));
  expect({ where, serious }).toEqual({ where, serious: [] });
  // said of the innermost of those that stick out, where the page is pushed sideways
  const tooWide = await page.evaluate<string[]>(`(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return ['page', ...out.filter((one) => ![...one.children].some((child) => out.includes(child))).map((one) => one.outerHTML.slice(0, 160))];
  })()`);
  expect({ where, tooWide }).toEqual({ where, tooWide: [] });
}
