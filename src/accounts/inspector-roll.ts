/** What accounts must know of the inspectors, so that a sign-in can be tied to one. The registry implements and provides it. */
export abstract class InspectorRoll {
  /** The agency of an inspector, or undefined where there is no such inspector. */
  abstract agencyOf(inspectorId: number): Promise<number | undefined>;
}
