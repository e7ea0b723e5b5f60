import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { currentActor } from '../../platform/http/request-context.js';
import { requireVersion } from '../../platform/http/versions.js';
import { LANGUAGES, text, type Language } from '../../platform/text.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { BUILT_IN } from './built-in-templates.js';
import { TEMPLATE_KINDS, type TemplateKind } from './document-kinds.js';
import { DOCUMENT_WORDS } from './document-rules.js';
import {
  type PlaceholdersResponse,
  type TemplateDetailResponse,
  type TemplateRequest,
  type TemplateResponse,
} from './document.dto.js';
import { type UsedTemplate } from './document-issue.entity.js';
import { DocumentTemplate } from './document-template.entity.js';
import { templateUnfit } from './documents.errors.js';
import { readTemplate, type Template } from './template.js';
import { namesOf, vocabularyOf } from './vocabulary.js';

const MOST_VERSIONS = 100;

/** A template that holds for an agency, with where it comes from. */
export interface EffectiveTemplate extends UsedTemplate {
  readonly body: string;
}

/** 文书模板: an agency's own, the nearest above it, or those that come with the product. Every version stays. */
@Injectable()
export class Templates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly agencies: AgencyScope,
    private readonly clock: Clock,
  ) {}

  /** All that hold for an agency. */
  async list(caller: Caller, named: number | undefined): Promise<TemplateResponse[]> {
    const agencyId = await this.agencyOf(caller, named);
    const told: TemplateResponse[] = [];
    for (const kind of TEMPLATE_KINDS) {
      for (const language of LANGUAGES) told.push(await this.told(agencyId, kind, language));
    }
    return told;
  }

  async get(
    caller: Caller,
    kind: TemplateKind,
    named: number | undefined,
    language: Language,
  ): Promise<TemplateDetailResponse> {
    const agencyId = await this.agencyOf(caller, named);
    const versions =
      agencyId === null
        ? []
        : await this.dataSource.manager.find(DocumentTemplate, {
            where: { agencyId, kind, language },
            order: { version: 'DESC' },
            take: MOST_VERSIONS,
          });
    return {
      ...(await this.told(agencyId, kind, language)),
      versions: versions.map(({ at, body, byName, note, version }) => ({
        version,
        body,
        note,
        by: byName,
        at: at.toISOString(),
      })),
    };
  }

  /** Puts an agency's own in its place, or lets it go by the one above again. */
  async put(
    caller: Caller,
    kind: TemplateKind,
    { agencyId: named, body, language, note }: TemplateRequest,
    ifMatch: string | undefined,
  ): Promise<TemplateDetailResponse> {
    const agencyId = await this.agencies.agencyFor(caller, named);
    if (body !== null) this.read(kind, body);
    const { name, userId } = currentActor();
    try {
      await this.transactions.run(async (manager) => {
        const last = await manager.maximum(DocumentTemplate, 'version', { agencyId, kind, language });
        requireVersion(ifMatch, last ?? 0);
        await manager.insert(DocumentTemplate, {
          agencyId,
          kind,
          language,
          version: (last ?? 0) + 1,
          body,
          note: note ?? null,
          byUser: userId,
          byName: name,
          at: this.clock.now(),
        });
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      throw new DomainError(
        'conflict',
        'changed_meanwhile',
        text(
          '另一人刚刚改了这个模板。请重新打开后再改。',
          'Somebody else has just changed this template. Open it again, then change it.',
        ),
      );
    }
    return this.get(caller, kind, agencyId, language);
  }

  /** @throws DomainError with every fault, its line and what would be right */
  read(kind: TemplateKind, body: string): Template {
    const read = readTemplate(body, vocabularyOf(kind));
    if ('template' in read) return read.template;
    throw templateUnfit(read.faults);
  }

  /** @param line the agency and those above it, from the top down */
  async effective(
    manager: EntityManager,
    line: readonly number[],
    kind: TemplateKind,
    language: Language,
  ): Promise<EffectiveTemplate> {
    const rows = await manager
      .createQueryBuilder(DocumentTemplate, 'template')
      .where('template.agencyId IN (:...line) AND template.kind = :kind AND template.language = :language', {
        line: [...line, 0],
        kind,
        language,
      })
      .andWhere(
        `NOT EXISTS (SELECT 1 FROM document_templates later WHERE later.agency_id = template.agency_id
           AND later.kind = template.kind AND later.language = template.language AND later.version > template.version)`,
      )
      .getMany();
    const newest = new Map(rows.map((row) => [row.agencyId, row]));
    const own = line.map((id) => newest.get(id)).findLast((row) => typeof row?.body === 'string');
    return own?.body == null
      ? { language, agencyId: null, version: null, body: BUILT_IN[kind][language] }
      : { language, agencyId: own.agencyId, version: own.version, body: own.body };
  }

  /** What the templates of a kind may name. */
  placeholders(kind: TemplateKind): PlaceholdersResponse {
    const { lists, values } = namesOf(kind);
    return {
      values: Object.entries(values).map(([name, about]) => ({ name, about })),
      lists: Object.entries(lists).map(([list, { fields, item, name }]) => ({
        list,
        about: name,
        fields: Object.entries(fields).map(([field, about]) => ({ name: `${item}.${field}`, about })),
      })),
    };
  }

  private async told(agencyId: number | null, kind: TemplateKind, language: Language): Promise<TemplateResponse> {
    const { manager } = this.dataSource;
    const line = agencyId === null ? [] : await this.agencies.lineAbove(agencyId);
    const { body, ...from } = await this.effective(manager, line, kind, language);
    const own =
      agencyId === null ? null : await manager.maximum(DocumentTemplate, 'version', { agencyId, kind, language });
    const [agency] = from.agencyId === null ? [] : await this.agencies.named([from.agencyId]);
    return {
      kind,
      name: DOCUMENT_WORDS[kind],
      language,
      agencyId,
      from: { agencyId: from.agencyId, agency: agency?.name ?? null, version: from.version },
      version: own ?? 0,
      body,
    };
  }

  private async agencyOf(caller: Caller, named: number | undefined): Promise<number | null> {
    if (named !== undefined) await this.agencies.requireVisible(caller, named);
    return named ?? caller.agencyId;
  }
}
