import { type Words } from '../errors.js';
import { type VerifiedStep } from './steps.js';

export type FileKind = 'evidence' | 'extract' | 'target-proof';

/** What may be said of a file all of whose steps hold. */
export const HELD: Readonly<Record<FileKind, Words>> = {
  evidence: {
    zh: '成立：这次抽取可由任何人复核，结果与证据一致。',
    en: 'It holds: the result is what the evidence leads to.',
  },
  extract: { zh: '节录所示的内容成立。', en: 'What the extract shows holds.' },
  'target-proof': {
    zh: '成立：本户的结果与公告和随机数一致；其他各户不在本证明内。',
    en: 'It holds for this target; nothing is said about others.',
  },
};

/** What nobody can say from this file although it holds; undefined where every step was checked in full. */
export function uncheckedOf(kind: FileKind, steps: readonly VerifiedStep[], infeasible: boolean): Words | undefined {
  const left = steps.filter(({ checked }) => checked === false).map(({ step }) => step);
  if (left.length === 0) return undefined;
  const marked = kind === 'extract' ? left.filter((step) => step !== 'pairing') : left;
  const named: Words = { zh: `未核对的步骤：${marked.join('、')}。`, en: `Steps not checked: ${marked.join(', ')}.` };
  if (kind !== 'extract') return named;
  const teams = infeasible
    ? { zh: '记录所称的“不存在可行的组队”', en: 'that no teams were possible, as the record says' }
    : { zh: '组队的重新计算', en: 'the pairing drawn again' };
  const extract = {
    zh: `未能核对：${teams.zh}、未列出的对象和人员；完整证据文件由抽取机关保存。`,
    en: `Not checked: ${teams.en}, and the targets and inspectors that are not shown; the agency that made the draw holds the full evidence file.`,
  };
  return marked.length === 0 ? extract : { zh: extract.zh + named.zh, en: `${extract.en} ${named.en}` };
}
