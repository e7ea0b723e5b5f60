import { Flag, Integer, Moment, Nested, NestedList, OneOf, QueryInteger, Text } from '../../platform/http/fields.js';
import { LANGUAGES, type Language } from '../../platform/text.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { DOCUMENT_KINDS, DRAW_DOCUMENT_KINDS, TEMPLATE_KINDS, type TemplateKind } from './document-kinds.js';
import { FORMATS, type Format } from './renderers/formats.js';
import { MOST_TEMPLATE } from './template.js';

const ROW = { min: 1, max: 2_147_483_647 };

export class DocumentQuery {
  @OneOf(FORMATS, { optional: true, about: 'html unless told' })
  format?: Format;

  @OneOf(LANGUAGES, { optional: true, about: 'zh unless told' })
  language?: Language;

  @QueryInteger({ ...ROW, optional: true, about: 'The newest unless told' })
  edition?: number;
}

export class UsedTemplateResponse {
  @OneOf(LANGUAGES)
  language: string;

  @Integer({ ...ROW, nullable: true, about: 'Whose template it was made from; null: the built-in one' })
  agencyId: number | null;

  @Integer({ ...ROW, nullable: true })
  version: number | null;
}

export class DrawDocumentIssueResponse {
  @Integer(ROW)
  edition: number;

  @Flag({ about: 'A newer edition, or another team, has taken its place' })
  superseded: boolean;

  @Text({ max: 64, about: 'SHA-256 of what it says' })
  contentHash: string;

  @NestedList(() => UsedTemplateResponse, { maxItems: 2 })
  templates: UsedTemplateResponse[];

  @Text({ max: 200 })
  by: string;

  @Moment()
  at: string;
}

export class DocumentIssueResponse extends DrawDocumentIssueResponse {
  @Text({ max: 14, example: '7K3M-Q0TX-91BV' })
  code: string;
}

export class InspectionDocumentResponse {
  @OneOf(DOCUMENT_KINDS)
  kind: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @Flag({ about: 'Whether it may be issued now' })
  possible: boolean;

  @Nested(() => WordsResponse, { nullable: true, about: 'Why not' })
  why: WordsResponse | null;

  @Flag({ about: 'Whether the caller may issue it' })
  mine: boolean;

  @NestedList(() => DocumentIssueResponse, { maxItems: 1000, about: 'The earliest first' })
  issues: DocumentIssueResponse[];
}

export class DrawDocumentResponse {
  @OneOf(DRAW_DOCUMENT_KINDS)
  kind: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @Flag({ about: 'Whether it may be issued now' })
  possible: boolean;

  @Nested(() => WordsResponse, { nullable: true, about: 'Why not' })
  why: WordsResponse | null;

  @Flag({ about: 'Whether the caller may issue it' })
  mine: boolean;

  @NestedList(() => DrawDocumentIssueResponse, { maxItems: 1000, about: 'The earliest first' })
  issues: DrawDocumentIssueResponse[];
}

export class PlaceholdersQuery {
  @OneOf(TEMPLATE_KINDS, { optional: true, about: 'Of which kind of template; those of inspections all have the same' })
  kind?: TemplateKind;
}

export class DocumentTemplatesQuery {
  @QueryInteger({ ...ROW, optional: true, about: "The caller's own agency unless told" })
  agencyId?: number;

  @OneOf(LANGUAGES, { optional: true })
  language?: Language;
}

export class TemplateFromResponse {
  @Integer({ ...ROW, nullable: true, about: 'null: it is the built-in one' })
  agencyId: number | null;

  @Text({ max: 200, nullable: true })
  agency: string | null;

  @Integer({ ...ROW, nullable: true })
  version: number | null;
}

export class TemplateResponse {
  @OneOf(TEMPLATE_KINDS)
  kind: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @OneOf(LANGUAGES)
  language: string;

  @Integer({ ...ROW, nullable: true, about: 'Whose it is asked for; null: of no agency, the built-in ones' })
  agencyId: number | null;

  @Nested(() => TemplateFromResponse, { about: 'Where it comes from: the agency itself, one above it, or the product' })
  from: TemplateFromResponse;

  @Integer({ min: 0, max: 2_147_483_647, about: "The agency's own last version; 0: it has never had one" })
  version: number;

  @Text({ max: MOST_TEMPLATE, lines: true })
  body: string;
}

export class TemplateVersionResponse {
  @Integer(ROW)
  version: number;

  @Text({ max: MOST_TEMPLATE, nullable: true, lines: true, about: 'null: from here on as the agency above has it' })
  body: string | null;

  @Text({ max: 500, nullable: true })
  note: string | null;

  @Text({ max: 200 })
  by: string;

  @Moment()
  at: string;
}

export class TemplateDetailResponse extends TemplateResponse {
  @NestedList(() => TemplateVersionResponse, { maxItems: 100, about: 'The newest first, at most 100' })
  versions: TemplateVersionResponse[];
}

export class TemplateRequest {
  @Integer({ ...ROW, optional: true, about: "The caller's own agency unless told" })
  agencyId?: number;

  @OneOf(LANGUAGES)
  language: Language;

  @Text({
    max: MOST_TEMPLATE,
    nullable: true,
    lines: true,
    about: 'The text of the template; null: as the agency above has it again',
  })
  body: string | null;

  @Text({ max: 500, optional: true, nullable: true, about: 'Why it is changed' })
  note?: string | null;
}

export class TemplatePreviewRequest {
  @OneOf(LANGUAGES)
  language: Language;

  @Text({ max: MOST_TEMPLATE, lines: true })
  body: string;

  @Integer({ ...ROW, optional: true, nullable: true, about: 'Of what it is to speak; of invented facts unless told' })
  inspectionId?: number | null;

  @Integer({ ...ROW, optional: true, nullable: true, about: 'The same for the papers of a draw' })
  drawId?: number | null;
}

export class PlaceholderResponse {
  @Text({ max: 64, about: 'As it stands between {{ and }}' })
  name: string;

  @Nested(() => WordsResponse)
  about: WordsResponse;
}

export class RepeatResponse {
  @Text({ max: 64, about: 'As it stands after {{#each' })
  list: string;

  @Nested(() => WordsResponse)
  about: WordsResponse;

  @NestedList(() => PlaceholderResponse, { maxItems: 100 })
  fields: PlaceholderResponse[];
}

export class PlaceholdersResponse {
  @NestedList(() => PlaceholderResponse, { maxItems: 200 })
  values: PlaceholderResponse[];

  @NestedList(() => RepeatResponse, { maxItems: 20 })
  lists: RepeatResponse[];
}
