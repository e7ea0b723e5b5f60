import { Bulletin, BulletinPart, BulletinVersion, BulletinWord } from './kept/bulletin.entity.js';
import { DisclosureRule } from './rules/disclosure-rule.entity.js';

/** Every entity of disclosure, for `src/entities.ts`. */
export const DISCLOSURE_ENTITIES = [Bulletin, BulletinVersion, BulletinPart, BulletinWord, DisclosureRule] as const;
