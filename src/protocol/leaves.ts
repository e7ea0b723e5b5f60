export type AttributeValue = string | number | boolean | null;
/** Everything the draw may read about a target: kind, name, region, riskClass … Integers only, no nesting. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** One target of the pool at the cut-off. `salt`: 64 hex digits where the pool is not public. */
export interface TargetLeaf {
  readonly attributes: Attributes;
  readonly id: string;
  readonly salt?: string;
}

/** Both days included, as `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly until: string;
}

export interface Certificate {
  readonly number: string;
  /** First and last day of validity, `YYYY-MM-DD`. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export interface InspectorLeaf {
  /** Disjoint, in order of `from`. */
  readonly absences: readonly DayRange[];
  readonly agency: string;
  readonly certificate: Certificate;
  readonly id: string;
  readonly name: string;
  /** Codes or words, each once, in UTF-8 order. */
  readonly qualifications: readonly string[];
  /** Ids of targets this inspector must not visit, each once, in UTF-8 order. */
  readonly recusals: readonly string[];
  readonly salt?: string;
}

/** A target that the batch would have held and that was left out, and why. */
export interface ExclusionLeaf {
  readonly attributes?: Attributes;
  readonly detail?: { readonly en: string; readonly zh: string };
  readonly id: string;
  /** E.g. `cool-down`, `yearly-cap`, `retired`. */
  readonly reason: string;
  readonly salt?: string;
}
