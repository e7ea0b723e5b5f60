import { Finding } from './findings/finding.entity.js';
import { InspectionMatter } from './inspections/inspection-matter.entity.js';
import { InspectionSeat } from './inspections/inspection-seat.entity.js';
import { Inspection } from './inspections/inspection.entity.js';

/** Every entity of fieldwork, for `src/entities.ts`. */
export const FIELDWORK_ENTITIES = [Inspection, InspectionSeat, InspectionMatter, Finding] as const;
