import { In, type EntityManager } from 'typeorm';

import { inspectorCode, type CodedInspector } from './inspector-code.js';
import { Inspector } from './inspector.entity.js';

type Entry = CodedInspector & { readonly agencyId: number };

/** Which agency has which code, among those that some inspectors may take: codes are unique over all agencies. */
export class CodeBook {
  private constructor(private readonly holders: Map<string, number>) {}

  /** Looks up the codes that these inspectors may take. */
  static async open(manager: EntityManager, inspectors: readonly Entry[]): Promise<CodeBook> {
    const numbers = [...new Set(inspectors.flatMap((inspector) => inspector.certificateNumber ?? []))];
    const rows =
      numbers.length === 0
        ? []
        : await manager.find(Inspector, {
            select: { id: true, code: true, agencyId: true },
            where: { code: In(numbers) },
          });
    return new CodeBook(new Map(rows.map((row) => [row.code, row.agencyId])));
  }

  /** Gives an inspector his code and notes it. A code of the same agency is not "taken": that would be a duplicate. */
  codeFor(agencyCode: string, inspector: Entry): string {
    const code = inspectorCode(agencyCode, inspector, (wanted) => {
      const holder = this.holders.get(wanted);
      return holder !== undefined && holder !== inspector.agencyId;
    });
    this.holders.set(code, inspector.agencyId);
    return code;
  }
}
