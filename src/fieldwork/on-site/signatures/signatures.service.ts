import { Injectable } from '@nestjs/common';

import { invalid } from '../../../platform/errors/domain-error.js';
import { text } from '../../../platform/text.js';
import { type ActScene, requireOpenRecord } from '../act-scene.js';
import { unfit } from '../on-site.errors.js';
import { readSignedRecord } from '../record/read-record.js';
import { recordHash } from '../record/site-record.js';
import { faultOfStrokes } from './signature-rules.js';
import { type SignatureContent } from './signature.dto.js';
import { SiteSignature } from './site-signature.entity.js';

/** Signatures under the record, each over the hash of what its signer saw. */
@Injectable()
export class SiteSignatures {
  async take({ actId, at, caller, manager, seen, team }: ActScene, content: SignatureContent): Promise<void> {
    const { inspection } = seen;
    requireOpenRecord(seen);
    const fault = faultOfStrokes(content.strokes);
    if (fault !== undefined) throw unfit(fault);
    const { name, signer } = content;
    const refusal = content.refusal === undefined || content.refusal === '' ? null : content.refusal;
    if ((signer === 'witness') !== (refusal !== null)) {
      throw invalid(
        '/refusal',
        'refusal_of_witness',
        text(
          '检查对象拒签时，由见证人签名并写明拒签原因；其他签名没有拒签原因。',
          'Where the target does not sign, a witness does and says why; no other signature has a reason.',
        ),
      );
    }
    const seat = team.find(({ inspectorId }) => inspectorId === caller.inspectorId);
    if (signer === 'inspector' && seat?.name !== name) {
      throw invalid(
        '/name',
        'signs_for_another',
        text(
          '检查组成员各自在自己的手机上签名，姓名须是本人。',
          'Each of the team signs on a phone of his own, under his own name.',
        ),
      );
    }
    await manager.insert(SiteSignature, {
      actId,
      inspectionId: inspection.id,
      signer,
      inspectorId: signer === 'inspector' ? (seat?.inspectorId ?? null) : null,
      name,
      refusal,
      recordHash: content.recordHash,
      matched: recordHash(await readSignedRecord(manager, inspection)) === content.recordHash ? 1 : null,
      strokes: content.strokes,
      at,
    });
  }
}
