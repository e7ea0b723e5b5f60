import { type Chunks } from './evidence.js';

export type StepCode =
  | 'canonical'
  | 'roots'
  | 'commitment'
  | 'time-order'
  | 'entropy'
  | 'seeds'
  | 'sizes'
  | 'selection'
  | 'pairing'
  | 'constraints'
  | 'result';

export interface VerifiedStep {
  readonly step: StepCode;
  readonly ok: boolean;
  readonly zh: string;
  readonly en: string;
  readonly expected?: string;
  readonly found?: string;
}

/** `holds` → exit 0, `fails` → exit 1 (the first step that is not ok, then `result`), `unusable` → exit 2 (no steps, `reason`). */
export interface Verification {
  readonly verdict: 'holds' | 'fails' | 'unusable';
  readonly steps: readonly VerifiedStep[];
  readonly reason?: { readonly zh: string; readonly en: string };
}

export declare function verifyEvidence(chunks: Chunks, onStep?: (step: VerifiedStep) => void): Promise<Verification>;
