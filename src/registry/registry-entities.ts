import { Agency } from './agencies/agency.entity.js';
import { Absence } from './inspectors/absence.entity.js';
import { Inspector } from './inspectors/inspector.entity.js';
import { Interest } from './inspectors/interest.entity.js';
import { Recusal } from './inspectors/recusal.entity.js';
import { Matter } from './matters/matter.entity.js';
import { Target } from './targets/target.entity.js';
import { Visit } from './visits/visit.entity.js';

/** Every entity of the registry, for `src/entities.ts`. */
export const REGISTRY_ENTITIES = [Agency, Matter, Target, Inspector, Absence, Recusal, Interest, Visit] as const;
