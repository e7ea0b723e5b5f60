import { fewOutcomes } from '../draw/draw.js';
import { type InspectorLoad } from '../draw/record.js';
import { type EvidenceHead } from './evidence-reader.js';
import { Replay } from './replay.js';
import { type ShownTarget, stands } from './shown.js';

/** What of a replay can be done with an extract: the leaves that are shown are checked, the others are not there. */
export class ShownReplay extends Replay {
  private indices: readonly number[] = [];
  private strata = new Map<string, number>();
  private seenLoads = 0;
  private lastLoad = '';

  override manifestRead(head: EvidenceHead): void {
    super.manifestRead(head);
    this.indices = head.shownInspectors.map(({ index }) => index);
    this.strata = new Map(head.manifest.strata.map(({ id }, index) => [id, index]));
    const { count, root } = head.manifest.inspectors;
    for (const item of head.shownInspectors)
      if (!stands(item, count, root)) this.astray(item.leaf.id, '检查人员', 'the list of inspectors');
  }

  private astray(id: string, zh: string, en: string): void {
    this.note(
      'roots',
      `${id} 不在公告的${zh}名单中的这个位置`,
      `${id} does not stand there in ${en}`,
      'its root',
      'another root',
    );
  }

  override load({ inspector, load }: InspectorLoad, index: number): void {
    this.seenLoads++;
    const at = this.loads.length;
    const shown = this.inspectors[at];
    if (!(this.lastLoad < inspector))
      this.note(
        'constraints',
        '工作量名单未按编号排列',
        'the loads are not in order of ids',
        `after ${this.lastLoad}`,
        inspector,
      );
    this.lastLoad = inspector;
    if (shown !== undefined && this.indices[at] === index) {
      if (shown.id !== inspector)
        this.note(
          'constraints',
          '工作量名单与人员名单不一致',
          'the loads are not those of the inspectors',
          shown.id,
          inspector,
        );
      this.loads.push(load);
    } else if (load !== 0)
      this.note(
        'constraints',
        `${inspector} 的工作量不对`,
        `the load of ${inspector}, who is not shown, is not 0`,
        0,
        load,
      );
  }

  override shown(item: ShownTarget): void {
    const { leaf } = item;
    const { fault, rule, stratum } = this.placing.sort(leaf);
    const named = this.strata.get(item.stratum);
    const announced = named === undefined ? undefined : this.manifest.strata[named];
    if (named === undefined || announced === undefined || !stands(item, announced.population, announced.root)) {
      this.astray(leaf.id, '检查对象', `stratum ${item.stratum}`);
      return;
    }
    if (fault !== undefined)
      this.note('sizes', fault.words.zh, fault.words.en, fault.expected ?? '', fault.found ?? '');
    else if (stratum !== named)
      this.note(
        'sizes',
        `${leaf.id} 属于另一分层`,
        `${leaf.id} belongs to another stratum`,
        announced.id,
        item.stratum,
      );
    const ranks = this.ranks[named]!;
    if (ranks.rank[ranks.at] === item.index) this.atPlace(leaf.id, named, rule);
    else
      this.note(
        'selection',
        `所示的对象 ${leaf.id} 不是抽中的`,
        `target ${leaf.id}, which is shown, was not drawn`,
        `number ${ranks.rank[ranks.at] ?? 'no more'}`,
        `number ${item.index}`,
      );
  }

  /** Every place has its target. */
  checkShown(): void {
    this.ranks.forEach(({ at, rank }, index) => {
      if (at === rank.length) return;
      const { id } = this.manifest.strata[index]!;
      this.note(
        'selection',
        `分层 ${id} 缺少抽中的对象`,
        `not every drawn target of stratum ${id} is shown`,
        rank.length,
        at,
      );
    });
  }

  override comparePairing(): void {
    const some = this.teamEnd.length > 0 || this.seenLoads > 0;
    const drawn = this.infeasible === null ? this.drawnIds.length : 0;
    if (this.teamEnd.length !== drawn)
      this.note(
        'pairing',
        '检查组的数目不是抽中对象的数目',
        'there is not one team for each drawn target',
        drawn,
        this.teamEnd.length,
      );
    if (this.infeasible !== null && some)
      this.note(
        'pairing',
        '不可行的抽取不应有组队结果',
        'there are teams although none are possible',
        'no teams',
        'teams or loads',
      );
  }

  override checkConstraints(): void {
    const { count } = this.manifest.inspectors;
    if (this.infeasible === null) {
      this.checkTeams();
      if (this.seenLoads !== count)
        this.note('constraints', '工作量名单不完整', 'the loads do not cover every inspector', count, this.seenLoads);
    }
    this.inspectors.forEach(({ id }, index) => {
      if (this.infeasible === null && (this.loads.values[index] ?? 0) > 0 && index < this.loads.length) return;
      this.note(
        'constraints',
        `所示人员 ${id} 未参加任何检查组`,
        `${id}, who is shown, sits in no team`,
        'in a team',
        'in none',
      );
    });
    const expected = JSON.stringify(fewOutcomes(this.manifest));
    const found = JSON.stringify(this.manifest.warnings.filter(({ code }) => code !== 'small-pool'));
    if (expected !== found)
      this.note('constraints', '公告中的提示与实际不符', 'the warnings of the manifest are not right', expected, found);
  }
}
