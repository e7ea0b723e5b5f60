import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';

import { PASSWORD } from '../support/server.js';
import { isUsable } from './usable.js';

export type Language = 'zh' | 'en';
export type Size = 'desktop' | 'phone';

const SIZES = { desktop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };

/** Somebody with a browser of his own in front of the console. Whatever the browser complains of is kept. */
export class Visitor {
  readonly complaints: string[] = [];
  readonly strangers: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
    readonly name: string,
  ) {}

  static async come(
    browser: Browser,
    url: string,
    name: string,
    {
      language = 'zh',
      size = 'desktop',
      dark = false,
      script = true,
    }: { language?: Language; size?: Size; dark?: boolean; script?: boolean } = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: SIZES[size],
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      hasTouch: size === 'phone',
      acceptDownloads: true,
      javaScriptEnabled: script,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const visitor = new Visitor(context, page, url, [name, language, size, ...(dark ? ['dark'] : [])].join('-'));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) visitor.complaints.push(message.text());
    });
    page.on('pageerror', (error) => visitor.complaints.push(error.message));
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && origin !== url) visitor.strangers.push(request.url());
    });
    return visitor;
  }

  /** The same person in another tab. */
  at(page: Page): Visitor {
    return new Visitor(this.context, page, this.url, this.name);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.settled();
  }

  /** What the page shows has arrived. */
  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  async signIn(username: string, password = PASSWORD): Promise<void> {
    await this.open('/');
    await this.page.fill('#sign-in_username', username);
    await this.page.fill('#sign-in_password', password);
    await this.page.keyboard.press('Enter');
  }

  async enter(username: string): Promise<void> {
    await this.signIn(username);
    await this.page.locator('.frame h1').waitFor();
    await this.settled();
  }

  /** Kept as a picture where somebody wants to look at them (SORTIS_SCREENSHOTS). */
  async show(what: string): Promise<void> {
    const folder = process.env.SORTIS_SCREENSHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    // what lies over the page is drawn for what is in sight
    const over = (await this.page.locator('.ant-drawer-open, .ant-modal-root, dialog[open]').count()) > 0;
    await this.page.screenshot({ path: join(folder, `console-${what}-${this.name}.png`), fullPage: !over });
  }

  /** A file that was fetched, kept beside the pictures. */
  keep(name: string, bytes: Uint8Array): void {
    const folder = process.env.SORTIS_SCREENSHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${this.name}-${name}`), bytes);
  }

  /** It stands, axe finds nothing serious, and nothing is wider than the screen. */
  isUsable(where: string): Promise<void> {
    return isUsable(this.page, `${where}, ${this.name}`);
  }

  /** What the browser complained of, but for answers that the story itself brings about. */
  unexpected(): string[] {
    return this.complaints.filter((one) => !/status of (40[01349]|412|429)/.test(one));
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
