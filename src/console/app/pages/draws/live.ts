import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';

import { ServerClock } from '../../../hall/server-clock.js';
import { ask, type Schemas } from '../../api/client.js';
import { isOver } from './story.js';

type Draw = Schemas['DrawDetailResponse'];

/** Events of GET /public/draws/{number}/events after which the draw stands otherwise. */
const EVENTS = ['committed', 'seeded', 'drawn', 'infeasible', 'published', 'issued', 'ended', 'voided'] as const;

/** `told`: the server tells by itself; `asks`: nobody is told before the commitment, or the line is cut, and so it is asked now and then. */
export type Line = 'told' | 'asks' | 'over';

const ASK_AGAIN = 15_000;
/** Milliseconds before a line that the server refused is tried again; twice as long each time. */
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 120_000;

/**
 * A draw as it happens. While the server tells, nothing is asked but what an event makes new; the browser comes again by
 * itself when the line drops, and where the server refuses one (too many watch) it is tried again, ever more rarely.
 */
export function useDraw(id: string): {
  readonly draw: ReturnType<typeof useQuery<Draw>>;
  readonly line: Line;
  /** The server's clock, in milliseconds: what was promised was promised by that one. */
  readonly now: () => number;
} {
  const queries = useQueryClient();
  const clock = useMemo(() => new ServerClock(), []);
  const [told, setTold] = useState(false);
  const draw = useQuery({
    queryKey: ['draws', 'one', id],
    queryFn: ({ signal }) => ask<Draw>('GET', `/api/v1/draws/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data === undefined || isOver(state.data.phase) || told ? false : ASK_AGAIN),
  });
  const number = draw.data?.number;
  const watched = draw.data?.commitment != null && !isOver(draw.data.phase);
  useEffect(() => {
    if (!watched || number === undefined) return undefined;
    let events: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_WAIT;
    const open = (): void => {
      events = new EventSource(`/api/v1/public/draws/${encodeURIComponent(number)}/events`);
      events.addEventListener('open', () => {
        wait = FIRST_WAIT;
        setTold(true);
      });
      events.addEventListener('error', () => {
        setTold(false);
        if (events.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(open, wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      });
      const look = (event: MessageEvent<string>): void => {
        hear(event);
        void queries.invalidateQueries({ queryKey: ['draws'] });
      };
      const hear = ({ data }: MessageEvent<string>): void => {
        const { now } = JSON.parse(data) as { now?: string };
        if (now !== undefined) clock.heard(now);
      };
      events.addEventListener('time', hear);
      for (const name of EVENTS) events.addEventListener(name, look);
    };
    open();
    return () => {
      clearTimeout(timer);
      events.close();
      setTold(false);
    };
  }, [watched, number, queries, clock]);
  const line = draw.data !== undefined && isOver(draw.data.phase) ? 'over' : told ? 'told' : 'asks';
  return { draw, line, now: useMemo(() => () => clock.now(), [clock]) };
}
