/** Short strings seen before, found by their bytes: field names, codes and regions repeat in every leaf. */
export class SeenStrings {
  private readonly texts = new Array<string | undefined>(4096).fill(undefined);

  ascii(bytes: Uint8Array, from: number, until: number): string {
    let hash = until - from;
    for (let i = from; i < until; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    const place = (hash ^ (hash >>> 12)) & 4095;
    const seen = this.texts[place];
    if (seen?.length === until - from) {
      let i = from;
      while (i < until && seen.charCodeAt(i - from) === bytes[i]) i++;
      if (i === until) return seen;
    }
    const text = String.fromCharCode.apply(null, bytes.subarray(from, until) as unknown as number[]);
    this.texts[place] = text;
    return text;
  }
}
