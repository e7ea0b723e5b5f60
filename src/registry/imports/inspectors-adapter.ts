import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { type InspectorResponse, inspectorResponse } from '../inspectors/inspector.dto.js';
import { EMPTY_INSPECTOR, faultsOfInspector, type InspectorFields } from '../inspectors/inspector-rules.js';
import { Inspector } from '../inspectors/inspector.entity.js';
import { INSPECTOR } from '../inspectors/inspectors.errors.js';
import { InspectorsService } from '../inspectors/inspectors.service.js';
import { inspectors, type InspectorValues } from '../sheets/index.js';
import { listFaults } from './list-faults.js';
import { asErrors, type Found, type RegisterAdapter, type RowFault, withoutAgency } from './register-adapter.js';
import { inChunks, pairByName, unretiredAfter, unretiredByName } from './stored-records.js';

const MOST_QUALIFICATIONS = 50;

/** 执法检查人员名录库 in spreadsheets. */
@Injectable()
export class InspectorsAdapter implements RegisterAdapter<'inspectors', InspectorFields, InspectorResponse> {
  readonly register = inspectors;
  readonly what = INSPECTOR;
  readonly sheetFields = {};

  constructor(private readonly service: InspectorsService) {}

  fieldsOf(values: InspectorValues): Partial<InspectorFields> {
    const { name, certificateNumber, validFrom, validUntil, expert, available, ...rest } = withoutAgency(values);
    return {
      ...rest,
      ...(name ? { name } : {}),
      // a blank cell takes neither the certificate nor its days from anyone
      ...(certificateNumber ? { certificateNumber } : {}),
      ...(validFrom ? { validFrom } : {}),
      ...(validUntil ? { validUntil } : {}),
      ...(typeof expert === 'boolean' ? { expert } : {}),
      ...(typeof available === 'boolean' ? { available } : {}),
    };
  }

  keyOf({ certificateNumber, name }: Partial<InspectorFields>): string {
    return certificateNumber ? `certificate\n${certificateNumber}` : `name\n${name ?? ''}`;
  }

  async find(
    manager: EntityManager,
    agencyId: number,
    rows: readonly Partial<InspectorFields>[],
  ): Promise<Found<InspectorResponse>[]> {
    const byCertificate = await inChunks(rows, (some) =>
      this.service.findByKeys(
        manager,
        agencyId,
        some.map(({ certificateNumber, name }) => ({ certificateNumber: certificateNumber ?? null, name: name ?? '' })),
      ),
    );
    const found = new Set(byCertificate.flatMap((stored) => stored?.id ?? []));
    // a list of names and telephone numbers means those who are there; a new certificate number may be a new person
    const left = rows
      .map((row, at) => ({ row, at }))
      .filter(({ row, at }) => byCertificate[at] === undefined && row.certificateNumber === undefined);
    const named = await unretiredByName(
      manager,
      Inspector,
      agencyId,
      left.flatMap(({ row }) => row.name ?? []),
    );
    const free = named.filter((stored) => !found.has(stored.id)).map(inspectorResponse);
    const pairs = pairByName(left, free, (row, stored) => row.expert === undefined || row.expert === stored.expert);
    return byCertificate.map((stored, at) => {
      if (stored !== undefined) return { stored, byName: false };
      const paired = pairs.get(at);
      return paired === undefined ? undefined : { stored: paired, byName: true };
    });
  }

  complete(fields: Partial<InspectorFields>): InspectorFields {
    return { ...EMPTY_INSPECTOR, name: '', ...fields };
  }

  faultsOf(record: InspectorFields): RowFault[] {
    return asErrors([
      ...faultsOfInspector(record),
      ...listFaults('/qualifications', record.qualifications, MOST_QUALIFICATIONS),
    ]);
  }

  createMany(manager: EntityManager, records: readonly (InspectorFields & { agencyId: number })[]): Promise<number> {
    return this.service.createMany(manager, records);
  }

  updateMany(
    manager: EntityManager,
    changes: readonly { id: number; changes: Partial<InspectorFields> }[],
  ): Promise<number[]> {
    return this.service.updateMany(manager, changes);
  }

  async after(
    manager: EntityManager,
    agencyIds: 'all' | readonly number[],
    id: number,
    most: number,
  ): Promise<InspectorResponse[]> {
    return (await unretiredAfter(manager, Inspector, agencyIds, id, most)).map(inspectorResponse);
  }

  valuesOf(stored: InspectorResponse, agency: string): InspectorValues {
    const { name, certificateNumber, issuer, validFrom, validUntil, position, phone, expert, available } = stored;
    return {
      ...{ agency, name, certificateNumber, issuer, validFrom, validUntil, position, phone, expert, available },
      qualifications: [...stored.qualifications],
    };
  }
}
