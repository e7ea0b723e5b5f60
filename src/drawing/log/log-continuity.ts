import { type EntityManager } from 'typeorm';

import { DomainError } from '../../platform/errors/domain-error.js';
import { type Bilingual, text } from '../../platform/text.js';
import { fromHex, readCheckpoint, readVerifierKey, signedBy, verifyConsistency } from '../../protocol/index.js';
import { type KeptCheckpoint } from './checkpoint-folder.js';
import { consistencyPathOf, LostNode, rootOfSize } from './log-tree.js';
import { LogCheckpoint, LoggedEntry, LogState } from './log.entities.js';

/** Why the log in the database is not the one whose checkpoint was exported. */
export interface Discontinuity {
  readonly code:
    'log_rolled_back' | 'log_forked' | 'log_of_another_origin' | 'log_head_broken' | 'checkpoint_unreadable';
  /** For the operator: file, sizes, what to do. */
  readonly words: Bilingual;
  /** For everyone: without the file. */
  readonly brief: Bilingual;
}

const REMEDY = text(
  '请恢复不早于该检查点的数据库备份。若确已无法恢复：公开说明丢失了什么，再由人把该目录中的检查点文件移走；外部见证人仍会看到日志的倒退或分叉。',
  'Restore a backup of the database that is no older than this checkpoint. If the loss cannot be undone: say openly what was lost, and then move the checkpoints out of their folder by hand; witnesses outside will still see that the log went back or forked.',
);

export function discontinuity(
  code: Discontinuity['code'],
  { file, checkpoint }: KeptCheckpoint,
  brief: Bilingual,
): Discontinuity {
  const words = text(
    `日志与已导出的检查点 ${file}（${checkpoint.size} 条，根 ${checkpoint.root}）不相连。${brief.zh}${REMEDY.zh}`,
    `The log does not go on from the exported checkpoint ${file} (${checkpoint.size} entries, root ${checkpoint.root}). ${brief.en} ${REMEDY.en}`,
  );
  return { code, words, brief };
}

export const asError = ({ code, words }: Discontinuity): DomainError => new DomainError('unavailable', code, words);

/** What `newestKept` threw. */
export const unreadable = ({ text: words }: DomainError): Discontinuity => ({
  code: 'checkpoint_unreadable',
  words,
  brief: text('最新导出的检查点不可读。', 'The newest exported checkpoint cannot be read.'),
});

export const rolledBack = (kept: KeptCheckpoint, size: number): Discontinuity =>
  discontinuity(
    'log_rolled_back',
    kept,
    text(
      `数据库中的日志只有 ${size} 条，导出的检查点有 ${kept.checkpoint.size} 条：数据库被恢复成了较早的备份。`,
      `The log in the database has ${size} entries, the exported checkpoint ${kept.checkpoint.size}: an older backup was restored.`,
    ),
  );

export const forked = (kept: KeptCheckpoint, root: string): Discontinuity =>
  discontinuity(
    'log_forked',
    kept,
    text(
      `数据库中日志前 ${kept.checkpoint.size} 条的根是 ${root}：日志被改写，或从较早的备份另行延续。`,
      `The first ${kept.checkpoint.size} entries of the log in the database have the root ${root}: it was rewritten, or went on from an older backup.`,
    ),
  );

/**
 * Whether the log goes on from an exported checkpoint: the same log, no smaller, the same root at that size, and a newest
 * head that is made of the same tree and follows from it. The roots are made from the nodes, not read from a checkpoint.
 * @param manager of one moment (a transaction that has the lock, or a snapshot)
 */
export async function findDiscontinuity(
  manager: EntityManager,
  kept: KeptCheckpoint,
): Promise<Discontinuity | undefined> {
  const { checkpoint } = kept;
  const state = await manager.findOneByOrFail(LogState, { id: 1 });
  const keys = await manager.find(LoggedEntry, { where: { kind: 'key' }, order: { position: 'ASC' } });
  const verifiers = keys.map(({ body }) => readVerifierKey((JSON.parse(body) as { key: string }).key));
  const origin = verifiers[0]?.origin;
  if (origin !== undefined && origin !== checkpoint.origin) {
    return discontinuity(
      'log_of_another_origin',
      kept,
      text(
        `数据库中的日志名为“${origin}”，该检查点属于“${checkpoint.origin}”。若本来就是另一份日志，请用 SORTIS_CHECKPOINT_DIR 另指一个目录。`,
        `The log in the database is "${origin}", the checkpoint is of "${checkpoint.origin}". If it is meant to be another log, point SORTIS_CHECKPOINT_DIR at another folder.`,
      ),
    );
  }
  if (state.size < checkpoint.size) return rolledBack(kept, state.size);
  try {
    const root = await rootOfSize(manager, checkpoint.size);
    // a checkpoint of the same tree that none of the log's keys has signed was not exported by this log
    if (root !== checkpoint.root || !verifiers.some((key) => signedBy(checkpoint.note, key))) return forked(kept, root);
    const [newest] = await manager.find(LogCheckpoint, { order: { size: 'DESC' }, take: 1 });
    const head = newest === undefined ? undefined : readCheckpoint(newest.note);
    const path = await consistencyPathOf(manager, checkpoint.size, state.size);
    const ends = [checkpoint, head ?? checkpoint].map(({ size, root: hash }) => ({ size, root: fromHex(hash) }));
    if (head?.size === state.size && verifyConsistency(ends[0]!, ends[1]!, path.map(fromHex))) return undefined;
  } catch (error) {
    if (!(error instanceof LostNode)) throw error;
  }
  return discontinuity(
    'log_head_broken',
    kept,
    text(
      `数据库中的日志（${state.size} 条）的树或最新检查点残缺，无法从该检查点延续。`,
      `The tree or the newest checkpoint of the log in the database (${state.size} entries) is damaged and does not follow from it.`,
    ),
  );
}
