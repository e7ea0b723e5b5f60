import { restoreBackup, type RestoreOrder, type RestoreReport } from '../backup/restore-backup.js';
import { SystemClock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';

export type RestoreCommand = Omit<RestoreOrder, 'config' | 'now'>;

/**
 * Puts a backup back, or only looks at it.
 * @returns 0 it was put back (or would be), 1 it is not fit to be, each reason in a line
 */
export async function restore(command: RestoreCommand): Promise<number> {
  const config = Config.fromProcess();
  const report = await restoreBackup({ ...command, config, now: new SystemClock().now() });
  const { agreed, facts, faults, kept, notices } = report;
  const { origin, root, size } = facts.log;
  const goesOn = faults.length === 0 && (report.beyond.length === 0 || command.acceptRollback);
  const verdict = report.done
    ? [
        `✓ 已恢复 ${command.folder}（${facts.at}） / restored ${command.folder} (${facts.at})`,
        '下一步 / next: sortis log check，然后启动服务 / then start the server',
      ]
    : goesOn
      ? ['试运行：这份备份可以恢复，没有改动任何东西 / dry run: this backup can be restored; nothing was changed']
      : ['没有恢复，没有改动任何东西 / not restored; nothing was changed'];
  const lines = [
    ...faults.map(({ en, zh }) => `✗ ${zh} / ${en}`),
    ...(faults.length === 0
      ? [
          `✓ 文件完整，数据库完好 / the files are whole, the database is sound`,
          `✓ 日志 ${origin}，${size} 条，根 ${root}；与 ${agreed} 份检查点一致 / log ${origin}, ${size} entries, root ${root}; it agrees with ${agreed} checkpoints`,
        ]
      : []),
    ...rollback(report, command.acceptRollback),
    ...kept.map((file) => `- 原来的文件改名保留为 ${file} / what was there is kept as ${file}`),
    ...notices.map(({ en, zh }) => `! ${zh} / ${en}`),
    ...verdict,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return goesOn ? 0 : 1;
}

/** What it means that the log goes back. */
function rollback({ beyond, facts }: RestoreReport, accepted: boolean): string[] {
  const [furthest] = beyond;
  if (furthest === undefined) return [];
  const { size } = facts.log;
  const lost = furthest.size - size;
  const what = [
    `${accepted ? '!' : '✗'} 备份较早：备份中的日志有 ${size} 条，${furthest.what.zh} 有 ${furthest.size} 条，将失去 ${lost} 条 / ` +
      `the backup is older: its log has ${size} entries, ${furthest.what.en} has ${furthest.size}; ${lost} entries would be lost`,
  ];
  const consequences = [
    '  后果：这些条目所记的抽取、结果和公示都不在了；外部见证人会看到日志倒退并报警，这是应当的。',
    '  只要较新的检查点还在 SORTIS_CHECKPOINT_DIR 里，服务就不会启动：请先公开说明失去了什么，再由人把它们移走。',
    '  What follows: the draws, results and publications that these entries tell of are gone; witnesses outside see the log go back and raise the alarm, as they should.',
    '  As long as the newer checkpoints are in SORTIS_CHECKPOINT_DIR the server does not start: say openly what was lost, and then move them away by hand.',
  ];
  const way = [
    '  请先找较新的备份。确实没有，再加 --accept-rollback。',
    '  Look for a later backup first. If there is none, add --accept-rollback.',
  ];
  return [...what, ...consequences, ...(accepted ? [] : way)];
}
