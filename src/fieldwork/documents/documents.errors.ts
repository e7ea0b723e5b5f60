import { DomainError, notFound, type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type DocumentKind, type DrawDocumentKind, type TemplateKind } from './document-kinds.js';
import { DOCUMENT_WORDS } from './document-rules.js';
import { MOST_BLOCKS } from './blocks.js';

export const DOCUMENT = text('文书', 'document');
export const TEMPLATE = text('文书模板', 'document template');

/** The kind that a word of an address stands for; there is no other. */
export function kindIn<Kind extends TemplateKind>(kinds: readonly Kind[], word: string, what: Bilingual): Kind {
  const kind = kinds.find((each) => each === word);
  if (kind === undefined) throw notFound(what, word.slice(0, 64));
  return kind;
}

export const notNow = (kind: TemplateKind, why: Bilingual): DomainError =>
  new DomainError(
    'conflict',
    'document_not_now',
    text(
      `现在不能制作${DOCUMENT_WORDS[kind].zh}：${why.zh}`,
      `No ${DOCUMENT_WORDS[kind].en} can be issued now: ${why.en}`,
    ),
  );

export const notIssued = (id: number, kind: DocumentKind, edition: number | undefined): DomainError =>
  new DomainError(
    'not-found',
    'document_not_issued',
    text(
      `检查任务 ${id} 没有制作过${edition === undefined ? '' : `第 ${edition} 次`}${DOCUMENT_WORDS[kind].zh}。请先制作：POST /inspections/${id}/documents/${kind}。`,
      `No ${DOCUMENT_WORDS[kind].en}${edition === undefined ? '' : ` of edition ${edition}`} of inspection ${id} was issued. Issue it first: POST /inspections/${id}/documents/${kind}.`,
    ),
  );

export const mayNotIssue = (id: number): DomainError =>
  new DomainError(
    'forbidden',
    'document_of_another',
    text(
      `检查任务 ${id} 的文书由检查组成员或本单位计划人员制作。`,
      `Documents of inspection ${id} are issued by its team, or by those who plan for its agency.`,
    ),
  );

export const changedWhileIssuing = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'changed_meanwhile',
    text(
      `检查任务 ${id} 刚刚有改动，文书没有制作。请再试一次。`,
      `Inspection ${id} was changed just now, and no document was issued. Try again.`,
    ),
  );

export const drawPaperNotIssued = (
  id: number,
  number: string,
  kind: DrawDocumentKind,
  edition: number | undefined,
): DomainError =>
  new DomainError(
    'not-found',
    'document_not_issued',
    text(
      `抽取 ${number} 没有制作过${edition === undefined ? '' : `第 ${edition} 次`}${DOCUMENT_WORDS[kind].zh}。请先制作：POST /draws/${id}/documents/${kind}。`,
      `No ${DOCUMENT_WORDS[kind].en}${edition === undefined ? '' : ` of edition ${edition}`} of draw ${number} was issued. Issue it first: POST /draws/${id}/documents/${kind}.`,
    ),
  );

export const mayNotIssueOfDraw = (number: string): DomainError =>
  new DomainError(
    'forbidden',
    'document_of_another',
    text(
      `抽取 ${number} 的文书由本单位计划人员制作。`,
      `Papers of draw ${number} are issued by those who plan for its agency.`,
    ),
  );

export const drawChangedWhileIssuing = (number: string): DomainError =>
  new DomainError(
    'conflict',
    'changed_meanwhile',
    text(
      `抽取 ${number} 刚刚有改动，文书没有制作。请再试一次。`,
      `Draw ${number} was changed just now, and nothing was issued. Try again.`,
    ),
  );

export const documentTooLong = (): DomainError =>
  new DomainError(
    'conflict',
    'document_too_long',
    text(
      `按这个模板，文书超过 ${MOST_BLOCKS} 行或 200 万字。请缩短模板中重复的部分。`,
      `By this template the document has over ${MOST_BLOCKS} lines or 2 million characters. Shorten what it repeats.`,
    ),
  );

export const templateUnfit = (faults: readonly Fault[]): DomainError =>
  new DomainError(
    'invalid',
    faults[0]?.code ?? 'template_unfit',
    text(
      `模板有 ${faults.length} 处不符合要求。${faults[0]?.message.zh ?? ''}`,
      `${faults.length} ${faults.length === 1 ? 'place' : 'places'} of the template ${faults.length === 1 ? 'does' : 'do'} not fit. ${faults[0]?.message.en ?? ''}`,
    ),
    { faults },
  );
