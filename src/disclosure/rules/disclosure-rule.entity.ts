import { Check, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { type InspectorNames, type PersonTargets } from './disclosure-rules.js';

/** What an agency says for itself and those below it; null: as the agency above. */
@Entity('disclosure_rules')
@Check('ck_disclosure_rules_inspector_names', `inspector_names IN ('full', 'surname', 'certificate')`)
@Check('ck_disclosure_rules_person_targets', `person_targets IN ('full', 'masked')`)
@Check('ck_disclosure_rules_retention', 'retention_years BETWEEN 1 AND 100')
export class DisclosureRule {
  @ForeignKey('Agency', { name: 'fk_disclosure_rules_agency', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  agencyId: number;

  @TextColumn(16, { nullable: true })
  inspectorNames: InspectorNames | null;

  @TextColumn(16, { nullable: true })
  personTargets: PersonTargets | null;

  @IntegerColumn({ nullable: true })
  retentionYears: number | null;

  @IntegerColumn()
  version: number;

  @MomentColumn()
  updatedAt: Date;
}
