import { invalid, type DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { KIND_WORDS, type AmendmentKind } from './amendment.js';
import { type AmendmentRequest, type NewDrawRequest } from './amendment.dto.js';
import { type AmendmentTerms, type NewDrawTerms } from './draw-amendment.entity.js';

const BELONGS = { inspections: 'supplement', seats: 'replacement', cause: 'replacement' } as const;

/** What is asked for, by kind. Throws where something is missing, or belongs to another kind. */
export function termsOf(request: AmendmentRequest): AmendmentTerms {
  const { cause, inspections, kind, newDraw, seats } = request;
  for (const [name, owner] of Object.entries(BELONGS) as [keyof typeof BELONGS, AmendmentKind][]) {
    if (kind === owner && request[name] === undefined) throw missing(name, kind);
    if (kind !== owner && request[name] !== undefined) throw outOfPlace(name, kind, owner);
  }
  if (newDraw === null && kind !== 'void') throw missing('newDraw', kind);
  return {
    newDraw: newDraw === null ? null : newDrawTermsOf(newDraw ?? {}),
    inspections: inspections ?? [],
    seats: (seats ?? []).map(({ inspectionId, inspectorId }) => ({ inspectionId, inspectorId })),
    cause: cause ?? null,
  };
}

export const newDrawTermsOf = ({ dueAt, entropySource }: NewDrawRequest): NewDrawTerms => ({
  dueAt: dueAt == null ? null : new Date(dueAt).toISOString(),
  entropySource: entropySource ?? null,
});

const missing = (name: string, kind: AmendmentKind): DomainError =>
  invalid(
    `/${name}`,
    'required',
    text(`${KIND_WORDS[kind].zh}须写明 ${name}。`, `A ${KIND_WORDS[kind].en} needs ${name}.`),
  );

const outOfPlace = (name: string, kind: AmendmentKind, owner: AmendmentKind): DomainError =>
  invalid(
    `/${name}`,
    'of_another_kind',
    text(
      `${name} 只用于${KIND_WORDS[owner].zh}，不用于${KIND_WORDS[kind].zh}。`,
      `${name} goes with a ${KIND_WORDS[owner].en}, not with a ${KIND_WORDS[kind].en}.`,
    ),
  );
