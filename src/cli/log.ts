import { DataSource } from 'typeorm';

import { allKept } from '../drawing/log/checkpoint-folder.js';
import { checkLog } from '../drawing/log/log-check.js';
import { TransparencyLog } from '../drawing/log/transparency-log.service.js';
import { Config } from '../platform/config/config.js';
import { type Bilingual } from '../platform/text.js';
import { withServices } from './services.js';

/**
 * Makes the log again from its entries and holds the database and the exported checkpoints against it.
 * @returns 0 nothing is wrong, 1 faults, each in a line; what keeps it from looking at all is thrown
 */
export async function checkTheLog(): Promise<number> {
  return withServices(async (services) => {
    const folder = services.get(Config).checkpointDir;
    const unreadable: Bilingual[] = [];
    const exported = allKept(folder, (fault) => unreadable.push(fault));
    const { kept, more, origin, root, size, ...found } = await checkLog(services.get(DataSource), exported);
    const faults = [...found.faults, ...unreadable];
    for (const { zh, en } of faults) process.stdout.write(`✗ ${zh} / ${en}\n`);
    if (more > 0) process.stdout.write(`✗ 另有 ${more} 处 / and ${more} more\n`);
    const what = `日志 ${origin}，${size} 条，根 ${root} / log ${origin}, ${size} entries, root ${root}`;
    if (faults.length > 0) {
      process.stdout.write(`${what}\n不成立 / it does not hold\n`);
      return 1;
    }
    process.stdout.write(
      `✓ ${what}\n✓ 与 ${kept} 份导出的检查点一致（${folder}）/ it agrees with ${kept} exported checkpoints (${folder})\n`,
    );
    return 0;
  });
}

/** Lets a new key sign the log. A server may run meanwhile: it reads the file again when the log names another key. */
export async function rotateKey(): Promise<number> {
  return withServices(async (services) => {
    const log = services.get(TransparencyLog);
    await log.open();
    const { index, kept, key } = await log.rotate();
    const { logKeyFile } = services.get(Config);
    process.stdout.write(
      [
        `新公钥 / new key: ${key}`,
        `日志第 ${index} 条 / entry ${index} of the log`,
        `新密钥在 ${logKeyFile}，旧密钥留在 ${kept} / the new key is in ${logKeyFile}, the old one is kept in ${kept}`,
        '共用此数据库的其他机器须换上同一份新文件；请另行备份新文件，并公布新公钥。',
        'Other machines on this database need the new file too. Keep a copy of it elsewhere, and make the new public key known.',
        '',
      ].join('\n'),
    );
    return 0;
  });
}
