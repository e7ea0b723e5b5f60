import { Global, Module } from '@nestjs/common';

import { LastDone } from './last-done.js';

@Global()
@Module({ providers: [LastDone], exports: [LastDone] })
export class LastDoneModule {}
