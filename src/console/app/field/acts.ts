/* What a phone does, and what is said between it and the server (POST /api/v1/on-site/sync). Nothing here knows a browser. */

export type ActKind = 'check-in' | 'visit' | 'answer' | 'file' | 'remove-file' | 'signature' | 'findings';

export interface Act {
  readonly id: string;
  readonly sequence: number;
  readonly at: string;
  readonly inspectionId: number;
  readonly kind: ActKind;
  readonly needs: readonly string[];
  readonly content: object;
}

export interface SyncRequest {
  readonly device: string;
  readonly sentAt: string;
  readonly acts: readonly Act[];
}

/** A problem document, as far as a person is shown it. */
export interface Problem {
  readonly code: string;
  readonly detail?: string;
  readonly en?: { readonly detail?: string };
  readonly errors?: readonly { readonly message: { readonly zh: string; readonly en: string } }[];
  readonly [member: string]: unknown;
}

export interface ActAnswer {
  readonly id: string;
  readonly status: 'taken' | 'taken-before' | 'refused' | 'waiting';
  readonly problem: Problem | null;
}

export interface SyncResponse {
  readonly nextSequence: number;
  readonly items: readonly ActAnswer[];
}

/** What came of a request that reached the server: its answer, a refusal of the whole, or that one has to sign in. */
export type Sent<T> =
  | { readonly kind: 'done'; readonly answer: T }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'sign-in' };

/** The way to the server. Throws where there is none, and where nobody knows whether it was heard. */
export interface Sender {
  sync(request: SyncRequest): Promise<Sent<SyncResponse>>;
  upload(inspectionId: number, sha256: string, bytes: Uint8Array): Promise<Sent<unknown>>;
}
