import { expect, it } from '@jest/globals';

import { pathOf } from './link.js';

it.each([
  ['/api/v1/inspections/12', '/inspections/12'],
  ['/api/v1/inspections/12/retractions', '/inspections/12'],
  ['/api/v1/inspections/12/recusals', '/inspections/12'],
  ['/api/v1/inspections/12/retractions/3/approve', '/inspections'],
  ['/api/v1/rectifications/5', '/rectifications/5'],
  ['/api/v1/rectifications?open=true&mine=true&sort=dueOn', '/rectifications?open=true&mine=true&sort=dueOn'],
  ['/api/v1/rectifications?open="><script>', undefined],
  ['/api/v1/agencies/2/notice-channels/3', '/channels'],
  ['/api/v1/draws/7', '/draws/7'],
  ['/api/v1/plans/3', '/plans/3'],
  ['/api/v1/coverage/proposal?agency=SFX-MZJ&year=2026', '/?agency=SFX-MZJ'],
  ['/api/v1/inspections?state=reported', '/inspections'],
  ['/api/v1/alerts?open=true', '/'],
  ['/api/v1/me/notices', undefined],
  ['https://evil.example/api/v1/draws/7', undefined],
  ['javascript:alert(1)', undefined],
])('what a notice calls %s is at %s', (link, path) => expect(pathOf(link)).toBe(path));
