import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

/** Calls nobody, and keeps nothing. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

/** The machine's Chromium: `SORTIS_CHROMIUM`, or where Debian puts it. */
export const CHROMIUM = {
  executablePath: process.env.SORTIS_CHROMIUM ?? '/usr/bin/chromium',
  args: ARGUMENTS,
  headless: true,
};

/** With a folder of its own. */
export async function openChromium(
  more: Partial<Parameters<typeof chromium.launchPersistentContext>[1]> = {},
): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'sortis-chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    ...CHROMIUM,
    locale: 'zh-CN',
    ...more,
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
