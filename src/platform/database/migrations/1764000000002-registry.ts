import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { createTable, day, flag, foreignKey, id, integer, longText, moment, oneOf, varchar } from '../tables.js';

const common = () => [
  integer('version'),
  moment('created_at'),
  moment('updated_at'),
  moment('retired_at', { nullable: true }),
];

/** 一单两库: agencies, matters, targets, inspectors. */
export class Registry1764000000002 implements MigrationInterface {
  name = 'Registry1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'agencies',
      columns: [
        id(),
        varchar('code', 64),
        varchar('name', 200),
        varchar('level', 16),
        varchar('region_code', 6, { nullable: true }),
        integer('parent_id', { nullable: true }),
        varchar('path', 255),
        ...common(),
      ],
      foreignKeys: [foreignKey('fk_agencies_parent', 'parent_id', 'agencies')],
      uniques: { uq_agencies_code: ['code'], uq_agencies_name: ['name'] },
      indices: { ix_agencies_path: ['path'], ix_agencies_parent: ['parent_id'] },
      checks: { ck_agencies_level: oneOf('level', ['nation', 'province', 'city', 'county', 'township']) },
    });
    await createTable(runner, {
      name: 'matters',
      columns: [
        id(),
        integer('agency_id'),
        varchar('code', 64),
        varchar('name_key', 64),
        varchar('number', 64, { nullable: true }),
        varchar('category', 300, { nullable: true }),
        varchar('name', 2000),
        longText('content', { nullable: true }),
        varchar('target_kind', 2000, { nullable: true }),
        varchar('importance', 16, { nullable: true }),
        longText('methods'),
        varchar('method_text', 1000, { nullable: true }),
        varchar('level', 1000, { nullable: true }),
        longText('legal_basis', { nullable: true }),
        varchar('rate_direction', 16, { nullable: true }),
        integer('rate_millionths', { nullable: true }),
        varchar('frequency', 200, { nullable: true }),
        varchar('window_from', 5, { nullable: true }),
        varchar('window_until', 5, { nullable: true }),
        longText('qualifications'),
        ...common(),
      ],
      foreignKeys: [foreignKey('fk_matters_agency', 'agency_id', 'agencies')],
      uniques: { uq_matters_code: ['agency_id', 'code'], uq_matters_name: ['agency_id', 'name_key'] },
      checks: {
        ck_matters_importance: oneOf('importance', ['general', 'key']),
        ck_matters_rate_direction: oneOf('rate_direction', ['at-least', 'at-most', 'exactly']),
        ck_matters_rate: 'rate_millionths >= 0 AND rate_millionths <= 1000000',
      },
    });
    await createTable(runner, {
      name: 'targets',
      columns: [
        id(),
        integer('agency_id'),
        varchar('code', 64),
        varchar('code_kind', 8),
        varchar('alias', 64, { nullable: true }),
        varchar('name', 300),
        varchar('kind', 100),
        varchar('region_code', 6, { nullable: true }),
        varchar('risk_class', 1, { nullable: true }),
        varchar('state', 16),
        varchar('address', 500, { nullable: true }),
        varchar('legal_representative', 100, { nullable: true }),
        varchar('phone', 64, { nullable: true }),
        varchar('remarks', 2000, { nullable: true }),
        ...common(),
      ],
      foreignKeys: [foreignKey('fk_targets_agency', 'agency_id', 'agencies')],
      uniques: { uq_targets_code: ['agency_id', 'code'] },
      indices: {
        ix_targets_name: ['agency_id', 'name'],
        ix_targets_code: ['code', 'agency_id'],
        // holds all that a filter asks for, so that counting a pool never touches the rows
        ix_targets_filter: ['agency_id', 'retired_at', 'kind', 'region_code', 'risk_class', 'state'],
      },
      checks: {
        ck_targets_code_kind: oneOf('code_kind', ['uscc', 'alias', 'derived']),
        ck_targets_risk_class: oneOf('risk_class', ['A', 'B', 'C', 'D']),
        ck_targets_state: oneOf('state', ['active', 'closed', 'deregistered', 'revoked', 'withdrawn', 'moved']),
      },
    });
    await createTable(runner, {
      name: 'inspectors',
      columns: [
        id(),
        integer('agency_id'),
        varchar('code', 64),
        varchar('name', 100),
        varchar('certificate_number', 64, { nullable: true }),
        varchar('issuer', 200, { nullable: true }),
        day('valid_from', { nullable: true }),
        day('valid_until', { nullable: true }),
        longText('qualifications'),
        varchar('position', 100, { nullable: true }),
        varchar('phone', 64, { nullable: true }),
        flag('expert'),
        flag('available'),
        ...common(),
      ],
      foreignKeys: [foreignKey('fk_inspectors_agency', 'agency_id', 'agencies')],
      uniques: { uq_inspectors_code: ['code'], uq_inspectors_certificate: ['agency_id', 'certificate_number'] },
      checks: {
        ck_inspectors_validity: 'valid_from <= valid_until',
        // only an expert, who never counts as an inspector, may do without a certificate
        ck_inspectors_certificate:
          'expert = 1 OR (certificate_number IS NOT NULL AND valid_from IS NOT NULL AND valid_until IS NOT NULL)',
      },
    });
    await createTable(runner, {
      name: 'absences',
      columns: [
        id(),
        integer('inspector_id'),
        day('from_day'),
        day('until_day'),
        varchar('reason', 200, { nullable: true }),
      ],
      foreignKeys: [foreignKey('fk_absences_inspector', 'inspector_id', 'inspectors')],
      indices: { ix_absences_inspector: ['inspector_id', 'from_day'] },
      checks: { ck_absences_days: 'from_day <= until_day' },
    });
    await createTable(runner, {
      name: 'recusals',
      columns: [
        id(),
        integer('inspector_id'),
        integer('target_id'),
        varchar('reason', 500),
        moment('created_at'),
        moment('ended_at', { nullable: true }),
      ],
      foreignKeys: [
        foreignKey('fk_recusals_inspector', 'inspector_id', 'inspectors'),
        foreignKey('fk_recusals_target', 'target_id', 'targets'),
      ],
      uniques: { uq_recusals_pair: ['inspector_id', 'target_id'] },
      indices: { ix_recusals_target: ['target_id'] },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
