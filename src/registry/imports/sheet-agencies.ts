import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { text, type Bilingual } from '../../platform/text.js';
import { AgenciesService, codeOf } from '../agencies/agencies.service.js';
import { type AgencyResponse } from '../agencies/agency.dto.js';
import { Agency, AGENCY_LEVELS, type AgencyLevel } from '../agencies/agency.entity.js';
import { type SheetAgency } from './register-adapter.js';

export interface AgencyRefusal {
  readonly code: string;
  readonly message: Bilingual;
}

export interface AgencyChoice {
  /** The agency of rows that name none, and the parent of those that are made. */
  readonly agencyId: number | undefined;
  readonly createAgencies: boolean;
}

/** Which agency each row of a sheet belongs to. */
export interface AgencyBook {
  of(word: string | null | undefined): SheetAgency | AgencyRefusal;
}

/** Finds the agencies that a sheet names, among those that the caller sees, and makes those that are missing. */
@Injectable()
export class SheetAgencies {
  constructor(private readonly agencies: AgenciesService) {}

  async book(
    manager: EntityManager,
    caller: Caller,
    words: readonly string[],
    choice: AgencyChoice,
  ): Promise<AgencyBook> {
    const known = await this.agencies.findByNameOrCode(manager, caller, words);
    const missing = words.filter((word) => !known.has(word));
    const hidden =
      choice.createAgencies && missing.length > 0
        ? await this.agencies.findByNameOrCode(manager, { ...caller, agencyId: null }, missing)
        : new Map<string, AgencyResponse>();
    const standIn = await this.standIn(manager, caller, choice.agencyId);
    return {
      of: (word) => {
        if (word === undefined || word === null) return standIn;
        const agency = known.get(word);
        if (agency !== undefined) return usable(agency);
        if (hidden.has(word)) return nameTaken(word);
        return choice.createAgencies ? { id: null, name: word, code: codeOf({ name: word }) } : unknown(word);
      },
    };
  }

  /** Makes agencies and returns them by code. They stand below the one that was named, else the caller's own, else at the top. */
  async create(
    manager: EntityManager,
    caller: Caller,
    names: readonly string[],
    parentId: number | undefined,
  ): Promise<Map<string, AgencyResponse>> {
    const above = parentId ?? caller.agencyId;
    const parent = above === null ? null : await manager.findOneByOrFail(Agency, { id: above });
    const made = await this.agencies.createMany(
      manager,
      names.map((name) => ({ name, level: levelOf(name, parent), parentId: parent?.id ?? null })),
    );
    return new Map(made.map((agency) => [agency.code, agency]));
  }

  private async standIn(
    manager: EntityManager,
    caller: Caller,
    agencyId: number | undefined,
  ): Promise<SheetAgency | AgencyRefusal> {
    const id = agencyId ?? caller.agencyId;
    if (id !== null) {
      const agency = await manager.findOneByOrFail(Agency, { id });
      return usable({ ...agency, retiredAt: agency.retiredAt?.toISOString() ?? null });
    }
    // whoever sees the whole tree means the agency at its top, where there is one only
    const [top, another] = await manager.find(Agency, {
      where: { parentId: IsNull(), retiredAt: IsNull() },
      order: { id: 'ASC' },
      take: 2,
    });
    return top !== undefined && another === undefined ? top : required();
  }
}

function usable(agency: SheetAgency & { readonly retiredAt: string | null }): SheetAgency | AgencyRefusal {
  if (agency.retiredAt === null) return { id: agency.id, code: agency.code, name: agency.name };
  return {
    code: 'agency_retired',
    message: text(`单位“${agency.name}”已停用。`, `The agency "${agency.name}" is retired.`),
  };
}

function unknown(name: string): AgencyRefusal {
  return {
    code: 'unknown_agency',
    message: text(
      `没有单位“${name}”；请先建立该单位，或在导入时选择“新建缺少的单位”（createAgencies=true）。`,
      `There is no agency "${name}"; make it first, or choose "Make agencies that are missing" when you import (createAgencies=true).`,
    ),
  };
}

function nameTaken(name: string): AgencyRefusal {
  return {
    code: 'agency_name_taken',
    message: text(`不能新建单位“${name}”：名称已被占用。`, `The agency "${name}" cannot be made: the name is taken.`),
  };
}

function required(): AgencyRefusal {
  return {
    code: 'agency_required',
    message: text(
      '这一行没有写单位；请在表中填写，或在导入时指明单位（agencyId）。',
      'The row names no agency; write it in the sheet, or say which one with agencyId.',
    ),
  };
}

/** 省教育厅 is a province's; any other stands where its parent stands. None stands above its parent. */
function levelOf(name: string, parent: Agency | null): AgencyLevel {
  if (parent === null) return 'province';
  const own: AgencyLevel = /^(?:省|自治区|.{2,8}(?:省|自治区))/u.test(name) ? 'province' : parent.level;
  return AGENCY_LEVELS.indexOf(own) < AGENCY_LEVELS.indexOf(parent.level) ? parent.level : own;
}
