/** What of the log is looked at, as it stands in the address. */
export interface LogAddress {
  /** Empty: of every kind, about every draw. */
  readonly kind: string;
  readonly draw: string;
  readonly oldest: boolean;
  /** Index of the first entry of the page. */
  readonly from: number | undefined;
}

/** What is no page of the log reads as its first: an address is typed and mangled. */
export function readLogAddress(params: URLSearchParams, kinds: readonly string[]): LogAddress {
  const [kind = '', draw = '', from = ''] = ['kind', 'draw', 'from'].map((name) => params.get(name) ?? '');
  return {
    kind: kinds.includes(kind) ? kind : '',
    draw: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(draw) ? draw : '',
    oldest: params.get('order') === 'oldest',
    from: /^(0|[1-9]\d{0,8})$/.test(from) ? Number(from) : undefined,
  };
}

/** What is as it is anyway is left out. */
export function writeLogAddress({ kind, draw, oldest, from }: LogAddress): URLSearchParams {
  const params = new URLSearchParams();
  if (kind !== '') params.set('kind', kind);
  if (draw !== '') params.set('draw', draw);
  if (oldest) params.set('order', 'oldest');
  if (from !== undefined) params.set('from', String(from));
  return params;
}
