import { type EntropyReveal } from '../../protocol/entropy/source.js';
import { type Words } from '../../protocol/errors.js';
import { type Manifest } from '../../protocol/pool/manifest.js';
import { type News, type Task } from './messages.js';
import { ServerClock } from './server-clock.js';
import { type Beat, BEGINNING, carried, fullest, type Known, later, leap, type Place, storyOf } from './story.js';
import { SAY } from './words.js';

/** Milliseconds until the server is asked again for what it did not have. */
const AGAIN = 5000;

/** What the server tells everyone of a draw. */
interface Served {
  readonly phase: string;
  readonly commitment: string;
  readonly committedAt: string | null;
  readonly drawAt: string;
  readonly recordHash: string | null;
  readonly failure: Words | null;
  readonly voided: { readonly at: string; readonly by: readonly string[]; readonly reason: Words } | null;
  readonly successors: readonly { readonly number: string; readonly kind: string }[];
  readonly manifest: Manifest;
}

interface Alarm {
  readonly title: Words;
  readonly words: Words;
}

/**
 * One draw as this page tells it: what is known of it, from the server or from a file, how far the telling is, and what must
 * be said before all else. Shows nothing itself: whoever does is called whenever there is something new.
 */
export class Telling {
  known: Known | null = null;
  place: Place = BEGINNING;
  connected = false;
  fromFile = false;
  computing = false;
  alarm: Alarm | null = null;
  /** The server knows no such draw, or none was asked for. */
  absent: boolean;
  readonly clock = new ServerClock();

  private beats: readonly Beat[] = [];
  private source: EventSource | undefined;
  private worker: Worker | undefined;
  /** Loaded when the page stands, so that a file can be told when the network is gone. */
  private spare: Worker | undefined;

  /** @param number of the draw; empty where none was asked for */
  constructor(
    public number: string,
    private readonly show: () => void,
  ) {
    this.absent = number === '';
  }

  get beat(): Beat | undefined {
    return this.beats[this.place.beat];
  }

  /** So many milliseconds later. True where another picture has come. */
  pass(milliseconds: number): boolean {
    const before = this.place.beat;
    this.place = later(this.place, this.beats, milliseconds);
    return this.place.beat !== before;
  }

  pause(): void {
    this.place = { ...this.place, paused: !this.place.paused };
  }

  turn(by: 1 | -1): void {
    this.place = leap(this.place, this.beats, by);
  }

  /** All names of this moment at once, for a hall that is in a hurry. */
  whole(): void {
    this.place = fullest(this.place, this.beats);
  }

  again(): void {
    this.place = BEGINNING;
  }

  offline(): void {
    this.connected = false;
    this.show();
  }

  /** Tells what stands in a file, and asks the server for nothing more. */
  take(file: File | null | undefined): void {
    if (file == null) return;
    this.source?.close();
    this.source = undefined;
    this.fromFile = true;
    this.alarm = null;
    this.known = null;
    this.beats = [];
    this.compute({ file });
    this.show();
  }

  async ask(): Promise<void> {
    if (this.number === '' || this.fromFile) return;
    const about = this.number;
    try {
      const response = await fetch(`/api/v1/public/draws/${encodeURIComponent(about)}`);
      if (this.fromFile || about !== this.number) return;
      if (response.status === 404) {
        this.absent = this.known === null;
        setTimeout(() => void this.ask(), AGAIN);
      } else if (response.ok) {
        this.absent = false;
        this.meet((await response.json()) as Served);
        this.watch();
      } else throw new Error(String(response.status));
    } catch {
      this.connected = false;
      setTimeout(() => void this.ask(), AGAIN);
    }
    this.show();
  }

  /** One worker is kept ready, from the moment that it is loaded; where the network is gone just then, it is tried again. */
  prepare(): void {
    const next = newWorker();
    next.onmessage = () => {
      this.spare = next;
    };
    next.onerror = () => {
      next.terminate();
      setTimeout(() => {
        this.prepare();
      }, AGAIN);
    };
  }

  /** More is known: the story goes on from where it is. */
  private learn(more: Partial<Known>): void {
    if (this.known === null) return;
    this.known = { ...this.known, ...more };
    const after = storyOf(this.known);
    this.place = carried(this.place, this.beats, after);
    this.beats = after;
    this.show();
  }

  private meet(served: Served): void {
    const { commitment, committedAt, drawAt, failure, manifest, phase, recordHash, successors, voided } = served;
    const next = successors.find(({ kind }) => kind === 'draw')?.number ?? null;
    const stopped: Known['stopped'] =
      voided !== null
        ? { how: 'voided', reason: voided.reason, by: voided.by, at: voided.at, next }
        : phase === 'ended' && failure !== null
          ? { how: 'ended', reason: failure, by: [], at: null, next }
          : null;
    const fresh = { manifest, commitment, committedAt, drawAt, recordHash, stopped };
    if (this.known === null) this.begin({ ...fresh, reveal: null, told: null }, this.place.paused);
    else this.learn(fresh);
  }

  private begin(known: Known, paused: boolean): void {
    this.known = known;
    this.beats = storyOf(known);
    this.place = { ...BEGINNING, paused };
  }

  /** The browser comes again by itself when the line breaks, with the id of the last event. */
  private watch(): void {
    if (this.source !== undefined) return;
    const { number } = this;
    const mine = new EventSource(`/api/v1/public/draws/${encodeURIComponent(number)}/events`);
    this.source = mine;
    const on = (name: string, hear: (data: Record<string, unknown>) => void): void => {
      mine.addEventListener(name, (event) => {
        const data = JSON.parse((event as MessageEvent<string>).data) as Record<string, unknown>;
        if (typeof data.now === 'string') this.clock.heard(data.now);
        this.connected = true;
        hear(data);
        this.show();
      });
    };
    on('time', () => undefined);
    on('committed', () => undefined);
    on('seeded', ({ reveal }) => {
      this.learn({ reveal: reveal as EntropyReveal });
    });
    on('drawn', ({ recordHash }) => {
      this.learn({ recordHash: recordHash as string });
    });
    on('published', ({ evidence, extract }) => {
      this.compute({ address: (evidence ?? extract) as string, draw: number });
    });
    on('issued', () => undefined);
    // who decided, why, and what came instead, stands in the draw itself
    for (const name of ['ended', 'voided']) on(name, () => void this.ask());
    mine.addEventListener('error', () => {
      this.connected = false;
      // refused (too many watch): the browser does not come again by itself
      if (mine.readyState === EventSource.CLOSED) {
        this.source = undefined;
        setTimeout(() => {
          if (!this.fromFile) this.watch();
        }, AGAIN);
      }
      this.show();
    });
  }

  /** Does the draw again from evidence. What cannot be read is tried again, what does not hold is said. */
  private compute(task: Task): void {
    if (this.known?.told != null && !('file' in task)) return;
    this.worker?.terminate();
    this.computing = true;
    const mine = this.spare ?? newWorker();
    this.spare = undefined;
    this.worker = mine;
    const end = (): void => {
      mine.terminate();
      this.computing = false;
      if (this.spare === undefined) this.prepare();
    };
    /** A network that is gone says nothing about the draw; a file that cannot be read is said. */
    const breakOff = (words: Words): void => {
      end();
      if ('file' in task) this.alarm = { title: SAY.unusable, words };
      else
        setTimeout(() => {
          if (!this.fromFile && this.worker === mine) this.compute(task);
        }, AGAIN);
    };
    mine.onmessage = ({ data }: MessageEvent<News>) => {
      if (this.worker !== mine || data.kind === 'progress' || data.kind === 'ready') return;
      if (data.kind === 'broken') breakOff(data.words);
      else {
        end();
        this.hear(data, task);
      }
      this.show();
    };
    mine.onerror = () => {
      if (this.worker !== mine) return;
      breakOff(SAY.namesHeld);
      this.show();
    };
    mine.postMessage(task);
  }

  private hear({ told, verification }: Extract<News, { kind: 'end' }>, task: Task): void {
    if (verification.verdict !== 'holds' || told === null) {
      this.alarm = alarmOf(verification);
      return;
    }
    this.alarm = null;
    const { commitment, manifest, recordHash, reveal } = told;
    if ('file' in task) {
      this.number = manifest.drawId;
      this.absent = false;
      const drawAt = manifest.entropy.notBefore;
      const known = { manifest, commitment, committedAt: null, drawAt, reveal, recordHash, told, stopped: null };
      this.begin(known, false);
    } else if (this.known !== null && commitment !== this.known.commitment) {
      // what is proven must be what was announced to this hall
      const words = {
        zh: `公告的承诺码 ${this.known.commitment} 与证据的承诺码 ${commitment} 不同。`,
        en: `The commitment announced here was ${this.known.commitment}, and that of the evidence is ${commitment}.`,
      };
      this.alarm = { title: SAY.disagrees, words };
    } else this.learn({ told, reveal, recordHash });
  }
}

const newWorker = (): Worker => new Worker(new URL('./hall.worker.ts', import.meta.url), { type: 'module' });

function alarmOf({ reason, steps, verdict }: Extract<News, { kind: 'end' }>['verification']): Alarm {
  const failed = steps.find(({ ok }) => !ok);
  const words = failed ?? reason ?? SAY.namesHeld;
  const compared =
    failed === undefined || (failed.expected === undefined && failed.found === undefined)
      ? ''
      : ` (${failed.expected ?? ''} ≠ ${failed.found ?? ''})`;
  return {
    title: verdict === 'fails' ? SAY.disagrees : SAY.unusable,
    words: { zh: words.zh + compared, en: words.en + compared },
  };
}
