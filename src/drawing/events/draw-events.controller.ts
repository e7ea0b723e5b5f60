import { Controller, Get, Headers, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Request, type Response } from 'express';

import { Public } from '../../platform/http/access.js';
import { DrawEvents } from './draw-events.service.js';

@ApiTags('public')
@Controller('public/draws')
export class DrawEventsController {
  constructor(private readonly events: DrawEvents) {}

  /**
   * A draw as it happens (text/event-stream): `committed`, `seeded` with what the source gave, `drawn`, `infeasible`,
   * `published` with where the evidence is, `issued`, `ended`, `voided`; and `time`, the server's. Who comes again with
   * `Last-Event-ID` is told what is new only.
   */
  @Public()
  @Get(':number/events')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async watch(
    @Param('number') number: string,
    @Headers('last-event-id') lastId: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    let gone = false;
    let leave = (): void => {
      gone = true;
    };
    response.once('close', () => leave());
    const end = await this.events.watch(number, lastId, request.ip ?? 'unknown', () => {
      response.status(200);
      response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
      response.setHeader('Cache-Control', 'no-store, no-transform');
      // nginx and its like hold an answer back until it is whole, unless they are told (X-Accel-Buffering)
      response.setHeader('X-Accel-Buffering', 'no');
      response.flushHeaders();
      return {
        write: (words) => void response.write(words),
        end: () => void response.end(),
        waiting: () => response.writableLength,
      };
    });
    leave = end;
    // who asks for the headers alone has them; and one may have left before we were ready
    if (gone || request.method === 'HEAD') end();
  }
}
