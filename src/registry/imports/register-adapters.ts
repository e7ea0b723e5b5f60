import { Injectable } from '@nestjs/common';

import { InspectorsAdapter } from './inspectors-adapter.js';
import { MattersAdapter } from './matters-adapter.js';
import { TargetsAdapter } from './targets-adapter.js';
import { VisitsAdapter } from './visits-adapter.js';

/** What imports and exports know of each list. */
@Injectable()
export class RegisterAdapters {
  constructor(
    readonly matters: MattersAdapter,
    readonly targets: TargetsAdapter,
    readonly inspectors: InspectorsAdapter,
    readonly visits: VisitsAdapter,
  ) {}
}
