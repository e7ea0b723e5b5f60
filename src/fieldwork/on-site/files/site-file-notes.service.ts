import { Injectable } from '@nestjs/common';

import { DomainError, invalid } from '../../../platform/errors/domain-error.js';
import { text } from '../../../platform/text.js';
import { readMatters } from '../../inspections/draw-facts.js';
import { type ActScene, requireOpenRecord } from '../act-scene.js';
import { type FileContent, type RemoveFileContent } from './site-file.dto.js';
import { SiteFileNote } from './site-file-note.entity.js';
import { SiteFile } from './site-file.entity.js';

/** What is said of files: what they show, and which of them do not count. */
@Injectable()
export class SiteFileNotes {
  async describe(scene: ActScene, { caption, matterId, question, sha256 }: FileContent): Promise<void> {
    const file = await this.file(scene, sha256);
    const matters = await readMatters(scene.manager, scene.seen.inspection);
    const matter = matterId ?? null;
    if (matter !== null && !matters.some(({ id }) => id === matter)) {
      throw invalid(
        '/matterId',
        'matter_not_inspected',
        text(`抽查事项 ${matter} 不在本次检查任务内。`, `Matter ${matter} is not among those of this inspection.`),
      );
    }
    await this.write(scene, file, {
      kind: 'described',
      matterId: matter,
      question: matter === null ? null : (question ?? null),
      words: caption === undefined || caption === '' ? null : caption,
    });
  }

  async remove(scene: ActScene, { reason, sha256 }: RemoveFileContent): Promise<void> {
    const file = await this.file(scene, sha256);
    if (await scene.manager.existsBy(SiteFileNote, { fileId: file.id, kind: 'removed' })) {
      throw new DomainError(
        'conflict',
        'file_removed_already',
        text('这个附件已经作废。', 'This file does not count any more already.'),
      );
    }
    await this.write(scene, file, { kind: 'removed', matterId: null, question: null, words: reason });
  }

  private async file({ manager, seen }: ActScene, sha256: string): Promise<SiteFile> {
    requireOpenRecord(seen);
    const { id } = seen.inspection;
    const file = await manager.findOneBy(SiteFile, { inspectionId: id, sha256 });
    if (file !== null) return file;
    throw invalid(
      '/sha256',
      'file_not_there',
      text(
        `检查任务 ${id} 没有这个附件，请先用 PUT /inspections/${id}/files/${sha256} 上传。`,
        `Inspection ${id} has no such file; send its bytes first, by PUT /inspections/${id}/files/${sha256}.`,
      ),
    );
  }

  private async write(
    { actId, at, caller, manager }: ActScene,
    file: SiteFile,
    note: Pick<SiteFileNote, 'kind' | 'matterId' | 'question' | 'words'>,
  ): Promise<void> {
    await manager.insert(SiteFileNote, { ...note, actId, fileId: file.id, userName: caller.username, at });
  }
}
