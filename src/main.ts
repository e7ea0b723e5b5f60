import 'reflect-metadata';

import { FirstAdministrator } from './accounts/first-administrator.js';
import { createApplication } from './application.js';
import { RecurringBackups } from './backup/recurring-backups.service.js';
import { CoverageWatch } from './coverage/watch/coverage-watch.service.js';
import { Demonstration, type DemoAccount } from './demonstration/demonstration.service.js';
import { ResultCatchUp } from './disclosure/results/result-catch-up.service.js';
import { OverdueWatch } from './drawing/alerts/overdue-watch.service.js';
import { Reminders } from './fieldwork/deadlines/reminders.service.js';
import { CheckpointExport } from './drawing/log/checkpoint-export.service.js';
import { TransparencyLog } from './drawing/log/transparency-log.service.js';
import { Digest } from './notices/digest/digest.service.js';
import { QueueWatch } from './notices/sending/queue-watch.service.js';
import { Config } from './platform/config/config.js';
import { consolePage } from './platform/http/console-page.js';
import { answerBrokenRequests, nothingHere } from './platform/http/last-resort.js';
import { Log } from './platform/log/log.js';
import { stopWhenTold } from './platform/stopping.js';

/** Starts the server: one process that serves requests and runs what is due. */
export async function serve(): Promise<void> {
  const app = await createApplication();
  const config = app.get(Config);
  stopWhenTold(app, app.get(Log));
  try {
    await app.get(TransparencyLog).open();
    await app.get(CheckpointExport).begin();
    await app.get(OverdueWatch).begin();
    await app.get(Reminders).begin();
    await app.get(CoverageWatch).begin();
    await app.get(ResultCatchUp).begin();
    await app.get(QueueWatch).begin();
    await app.get(Digest).begin();
    await app.get(RecurringBackups).begin();
  } catch (error) {
    await app.close();
    throw error;
  }
  await app.init();
  app.use(consolePage(), nothingHere());
  answerBrokenRequests(app.getHttpServer());
  try {
    const first = await app.get(FirstAdministrator).ensure();
    const accounts = first === 'left-open' ? await app.get(Demonstration).load() : [];
    await app.listen(config.port, config.host);
    const address = await app.getUrl();
    app.get(Log).info({ address }, 'Sortis is ready');
    if (!config.production) process.stdout.write(welcome(address, accounts));
  } catch (error) {
    await app.close();
    throw error;
  }
}

function welcome(address: string, accounts: readonly DemoAccount[]): string {
  const lines = ['', `公签 Sortis  ${address}`, ''];
  if (accounts.length > 0) {
    lines.push('已装入示范县。密码只显示这一次 / a demonstration county is loaded; the passwords are shown this once:');
    lines.push(...accounts.map(({ username, password }) => `  ${username.padEnd(10)} ${password}`));
    lines.push('一分钟后将自动进行一次抽取 / in a minute a draw happens by itself: GET /api/v1/draws', '');
  }
  return `${lines.join('\n')}\n`;
}
