import { canonicalBytes, type Json } from '../json/canonical.js';
import { equalBytes, toHex } from '../bytes.js';
import { fewOutcomes, seatSizesOf } from '../draw/draw.js';
import { randomnessOf } from '../entropy/source.js';
import { MerkleAccumulator } from '../merkle.js';
import { eligibilityOf } from '../pairing/eligibility.js';
import { ProtocolError } from '../errors.js';
import { type EvidenceHead, type EvidenceVisitor } from './evidence-reader.js';
import { type ShownTarget } from './shown.js';
import { Generator } from '../chance/generator.js';
import { Growing } from '../growing.js';
import { type InspectorLeaf, type TargetLeaf } from '../pool/leaves.js';
import { type Manifest, type Warning } from '../pool/manifest.js';
import { pair } from '../pairing/pairing.js';
import { SmallPools } from '../pairing/possible-teams.js';
import { type DrawSeeds, type InspectorLoad, type Team } from '../draw/record.js';
import { seedsOf } from '../chance/seeds.js';
import { permute } from '../chance/selection.js';
import { AscendingIds } from '../pool/ascending-ids.js';
import { Placing } from '../pool/snapshot.js';
import { suiteOf } from '../suite.js';
import { TeamSheet } from '../pairing/team-sheet.js';

/** One thing that does not hold. */
export interface Problem {
  readonly zh: string;
  readonly en: string;
  readonly expected: string;
  readonly found: string;
}

export type ReplayStep = 'roots' | 'entropy' | 'seeds' | 'sizes' | 'selection' | 'pairing' | 'constraints';

/**
 * Draws again while the evidence passes by, and compares. Of every step the first problem is kept. Memory: the drawn
 * ids, the teams as numbers, and the inspectors; nothing for targets that were not drawn.
 */
export class Replay implements EvidenceVisitor {
  readonly problems = new Map<ReplayStep, Problem>();
  protected manifest!: Manifest;
  protected inspectors: readonly InspectorLeaf[] = [];
  private indexOf = new Map<string, number>();
  private seeds: DrawSeeds | undefined;
  protected readonly loads = new Growing();
  /** Per stratum: recorded ids, the sample first and then the reserve. */
  protected samples: string[][] = [];
  protected reserves: string[][] = [];
  protected drawnIds: string[] = [];
  private readonly seated = new Growing();
  protected readonly teamEnd = new Growing();
  /** Sizes of the seats of each team, as one text: there are few different ones. */
  private readonly teamShape: string[] = [];
  protected ranks: { rank: Uint32Array; place: Uint32Array; at: number; seen: number }[] = [];
  protected rules = new Int32Array(0);
  protected sampleStart: number[] = [];
  protected placing!: Placing;
  private pools!: SmallPools;
  private trees: MerkleAccumulator[] = [];
  private excluded = new AscendingIds();

  constructor(private readonly bls: boolean) {}
  protected infeasible: EvidenceHead['record']['infeasible'] = null;

  note(step: ReplayStep, zh: string, en: string, expected: unknown, found: unknown): void {
    if (!this.problems.has(step)) this.problems.set(step, { zh, en, expected: String(expected), found: String(found) });
  }

  manifestRead({ excluded, inspectors, manifest }: EvidenceHead): void {
    this.manifest = manifest;
    this.excluded = excluded;
    this.trees = manifest.strata.map(() => new MerkleAccumulator());
    this.inspectors = inspectors;
    this.indexOf = new Map(inspectors.map((inspector, index) => [inspector.id, index]));
    const { filter, pairing, strata, visit } = manifest;
    this.placing = new Placing({ filter, strata, teams: pairing.rules });
    this.pools = new SmallPools(pairing.rules, visit, inspectors);
    this.samples = strata.map(() => []);
    this.reserves = strata.map(() => []);
  }

  load(load: InspectorLoad, index: number): void {
    const inspector = this.inspectors[index];
    if (inspector?.id !== load.inspector) {
      this.note(
        'constraints',
        '工作量名单与人员名单不一致',
        'the loads are not those of the inspectors',
        inspector?.id ?? 'no more',
        load.inspector,
      );
      return;
    }
    this.loads.push(load.load);
  }

  drawn(stratum: number, list: 'targets' | 'reserve', id: string, place: number): void {
    const asked = this.manifest.strata[stratum];
    const most = asked === undefined ? 0 : list === 'targets' ? asked.size : asked.reserve;
    if (place >= most) {
      this.note(
        'selection',
        `分层 ${asked?.id ?? stratum} 的抽取名单多于应抽数量`,
        `more was drawn in stratum ${asked?.id ?? stratum} than its size`,
        most,
        `${place + 1} or more`,
      );
      return;
    }
    (list === 'targets' ? this.samples : this.reserves)[stratum]!.push(id);
  }

  stratum(stratum: number, id: string): void {
    const asked = this.manifest.strata[stratum]?.id;
    if (asked !== id)
      this.note(
        'selection',
        '抽取结果的分层与公告不一致',
        'the selection names another stratum',
        asked ?? 'no more',
        id,
      );
  }

  team(team: Team, index: number): void {
    if (index === 0) this.drawnIds = this.samples.flat();
    const target = this.drawnIds[index];
    if (target !== team.target) {
      this.note(
        'pairing',
        '组队名单与抽中名单不一致',
        'the teams are not those of the drawn targets',
        target ?? 'no more',
        team.target,
      );
      return;
    }
    for (const seat of team.seats) {
      for (const id of seat) {
        const inspector = this.indexOf.get(id);
        if (inspector === undefined)
          this.note(
            'constraints',
            `检查对象 ${team.target} 的人员 ${id} 不在名单内`,
            `inspector ${id} of target ${team.target} is not in the pool`,
            'an inspector of the pool',
            id,
          );
        this.seated.push(inspector ?? -1);
      }
    }
    this.teamEnd.push(this.seated.length);
    this.teamShape.push(team.seats.map((seat) => seat.length).join('+'));
  }

  /** Called when all but the targets has been read: draws every stratum of which the right number was recorded. */
  begin(head: EvidenceHead): void {
    const { manifest } = this;
    const strata = manifest.strata.map((stratum) => stratum.id);
    this.drawnIds = this.samples.flat();
    this.infeasible = head.record.infeasible;
    const seeds = this.randomness(head, strata);
    this.seeds = seeds;
    if (seeds !== undefined) this.compareSeeds(seeds, head.record.seeds);
    let start = 0;
    let people = 0;
    manifest.strata.forEach(({ id, population, reserve, size }, s) => {
      this.sampleStart.push(start);
      start += size;
      const found = [this.samples[s]!.length, this.reserves[s]!.length];
      const wrong = found[0] !== size || found[1] !== reserve;
      if (wrong)
        this.note(
          'selection',
          `分层 ${id} 的抽取数量不对`,
          `stratum ${id} has another number drawn`,
          `${size} and ${reserve}`,
          `${found[0]} and ${found[1]}`,
        );
      people += population;
      // what does not add up fails at `sizes`; nothing is permuted for it
      const unfit = wrong || size + reserve > population || people > manifest.targets.count;
      const places = seeds === undefined || unfit ? 0 : size + reserve;
      const ranks =
        seeds === undefined ? new Uint32Array(0) : permute(new Generator(seeds.selection[s]!.seed), population, places);
      const place = Uint32Array.from({ length: places }, (_, index) => index).sort((a, b) => ranks[a]! - ranks[b]!);
      this.ranks.push({ rank: place.map((index) => ranks[index]!), place, at: 0, seen: 0 });
    });
    this.rules = new Int32Array(this.drawnIds.length).fill(-1);
  }

  private randomness({ computedCommitment, manifest, record }: EvidenceHead, strata: string[]): DrawSeeds | undefined {
    const suite = suiteOf(manifest.suite);
    try {
      const randomness = randomnessOf(suite, manifest.entropy, record.entropy, manifest.drawId, { bls: this.bls });
      return seedsOf(suite, randomness, computedCommitment, strata);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.note('entropy', error.words.zh, error.words.en, error.expected ?? '', error.found ?? '');
      return undefined;
    }
  }

  private compareSeeds(expected: DrawSeeds, found: DrawSeeds): void {
    if (found.selection.length !== expected.selection.length) {
      this.note(
        'seeds',
        '种子数量与分层数不一致',
        'there is not one seed for each stratum',
        expected.selection.length,
        found.selection.length,
      );
    }
    expected.selection.forEach(({ seed, stratum }, index) => {
      const held = found.selection[index];
      if (held?.stratum !== stratum || held.seed !== seed) {
        this.note(
          'seeds',
          `分层 ${stratum} 的种子不对`,
          `the seed of stratum ${stratum} is another`,
          `${stratum} ${seed}`,
          held === undefined ? 'nothing' : `${held.stratum} ${held.seed}`,
        );
      }
    });
    if (found.pairing !== expected.pairing)
      this.note('seeds', '组队的种子不对', 'the seed of the pairing is another', expected.pairing, found.pairing);
  }

  target(leaf: TargetLeaf, bytes: Uint8Array): void {
    const { fault, rule, stratum } = this.placing.sort(leaf);
    if (fault !== undefined)
      this.note('sizes', fault.words.zh, fault.words.en, fault.expected ?? '', fault.found ?? '');
    if (this.excluded.has(leaf.id))
      this.note(
        'sizes',
        `${leaf.id} 既在名单内又被排除`,
        `${leaf.id} is both in the pool and left out`,
        'one of the two',
        'both',
      );
    if (stratum === -1) return;
    this.trees[stratum]!.push(bytes);
    if (rule !== -1) this.pools.add(leaf.id, rule);
    const ranks = this.ranks[stratum]!;
    if (ranks.rank[ranks.at] === ranks.seen++) this.atPlace(leaf.id, stratum, rule);
  }

  /** The target that stands at the next drawn rank of its stratum. */
  protected atPlace(found: string, stratum: number, rule: number): void {
    const ranks = this.ranks[stratum]!;
    const place = ranks.place[ranks.at++]!;
    const { id, size } = this.manifest.strata[stratum]!;
    const recorded = place < size ? this.samples[stratum]![place] : this.reserves[stratum]![place - size];
    if (recorded !== found)
      this.note(
        'selection',
        `分层 ${id} 第 ${place + 1} 位抽中的不是记录的对象`,
        `place ${place + 1} of stratum ${id} was drawn by another target`,
        found,
        recorded,
      );
    if (place < size) this.rules[this.sampleStart[stratum]! + place] = rule;
  }

  /** Of an extract only. */
  shown(item: ShownTarget): void {
    throw new Error(`evidence shows whole lists, not ${item.leaf.id} alone`);
  }

  /** Of each stratum's targets as they passed by. */
  heads(): { readonly count: number; readonly root: string }[] {
    return this.trees.map((tree) => ({ count: tree.count, root: toHex(tree.root()) }));
  }

  warnings(): Warning[] {
    return [...this.pools.warnings(), ...fewOutcomes(this.manifest)];
  }

  /** Recorded ids of each stratum, the sample first and then the reserve. */
  places(): readonly (readonly string[])[] {
    return this.samples.map((sample, index) => [...sample, ...this.reserves[index]!]);
  }

  /** Ids of the inspectors in each recorded team. */
  teams(): Map<string, string[]> {
    const teams = new Map<string, string[]>();
    for (let t = 0; t < this.teamEnd.length; t++) {
      const seats = this.seated.values.subarray(t === 0 ? 0 : this.teamEnd.values[t - 1], this.teamEnd.values[t]);
      teams.set(
        this.drawnIds[t]!,
        Array.from(seats, (inspector) => this.inspectors[inspector]?.id ?? ''),
      );
    }
    return teams;
  }

  /** Places of the teams of the drawn targets, by their rules. */
  teamSizes(): Map<string, number> {
    const sizes = seatSizesOf(this.manifest).map((seats) => seats.reduce((sum, count) => sum + count, 0));
    return new Map(this.drawnIds.map((id, index) => [id, sizes[this.rules[index]!] ?? 0]));
  }

  /** Draws the teams again and compares. Only to be called when everything up to `selection` holds. */
  comparePairing(): void {
    const { inspectors, manifest } = this;
    const eligibility = eligibilityOf(manifest.pairing.rules, manifest.visit, inspectors, this.rules);
    const task = { eligibility, ids: this.drawnIds, rules: this.rules, inspectors, maxLoad: manifest.pairing.maxLoad };
    const outcome = pair(this.seeds!.pairing, task);
    if (outcome.kind === 'infeasible') {
      const same = equalBytes(
        canonicalBytes(outcome.cuts as unknown as Json),
        canonicalBytes(this.infeasible as unknown as Json),
      );
      if (!same)
        this.note(
          'pairing',
          '记录与重算不一致：不存在可行的组队',
          'there is no permissible pairing, and the record does not say just that',
          outcome.cuts[0]!.words.en,
          this.infeasible?.[0]?.words.en ?? 'teams',
        );
      if (this.teamEnd.length > 0 || this.loads.length > 0)
        this.note(
          'pairing',
          '不可行的抽取不应有组队结果',
          'there are teams although none are possible',
          'no teams',
          'teams or loads',
        );
      return;
    }
    if (this.infeasible !== null) {
      this.note(
        'pairing',
        '记录称无法组队，但存在可行的组队',
        'the record says that no pairing exists, but one does',
        'teams',
        this.infeasible[0]?.words.en,
      );
      return;
    }
    outcome.sheet.settle(seatSizesOf(manifest));
    this.compareTeams(outcome.sheet);
  }

  private compareTeams(sheet: TeamSheet): void {
    const shapes = seatSizesOf(this.manifest).map((sizes) => sizes.join('+'));
    const name = (inspector: number | undefined): string =>
      inspector === undefined ? 'nobody' : (this.inspectors[inspector]?.id ?? 'unknown');
    for (let t = 0; t < this.drawnIds.length; t++) {
      const from = sheet.teamStart[t]!;
      const until = sheet.teamStart[t + 1]!;
      const recorded =
        t < this.teamEnd.length
          ? this.seated.values.subarray(t === 0 ? 0 : this.teamEnd.values[t - 1], this.teamEnd.values[t])
          : [];
      let same = recorded.length === until - from && this.teamShape[t] === shapes[this.rules[t]!];
      for (let slot = from; same && slot < until; slot++) same = recorded[slot - from] === sheet.holder[slot];
      if (same) continue;
      const expected = Array.from(sheet.holder.subarray(from, until), name).join(', ');
      const id = this.drawnIds[t]!;
      this.note(
        'pairing',
        `检查对象 ${id} 的人员不是抽出的人员`,
        `the team of target ${id} is not the one that was drawn`,
        expected,
        Array.from(recorded, name).join(', ') || 'no team',
      );
      return;
    }
    if (this.loads.length !== this.inspectors.length) {
      this.note(
        'pairing',
        '工作量名单不完整',
        'the loads do not cover every inspector',
        this.inspectors.length,
        this.loads.length,
      );
      return;
    }
    this.inspectors.forEach((inspector, index) => {
      const [expected, found] = [sheet.load[index]!, this.loads.values[index]!];
      if (expected !== found)
        this.note('pairing', `${inspector.id} 的工作量不对`, `the load of ${inspector.id} is another`, expected, found);
    });
  }

  /** Looks at the recorded teams with the rules alone, whoever drew them. */
  checkConstraints(): void {
    if (this.infeasible === null) this.checkTeams();
    const expected = JSON.stringify(this.warnings());
    const found = JSON.stringify(this.manifest.warnings);
    if (expected !== found)
      this.note('constraints', '公告中的提示与实际不符', 'the warnings of the manifest are not right', expected, found);
  }

  /** Every seat has its count, and its inspectors stand in order of their ids. */
  private checkSeats(sheet: TeamSheet): boolean {
    const sizes = seatSizesOf(this.manifest);
    for (let t = 0; t < this.drawnIds.length; t++) {
      const id = this.drawnIds[t]!;
      const seats = sizes[this.rules[t]!] ?? [];
      const shape = seats.join('+');
      if (this.teamShape[t] !== shape) {
        this.note('constraints', `${id} 的席位数不对`, `the seats of ${id} are others`, shape, this.teamShape[t]);
        return false;
      }
      let slot = sheet.teamStart[t]!;
      for (const size of seats) {
        for (let next = slot + 1; next < slot + size; next++) {
          // inspectors are numbered in order of their ids
          if (sheet.holder[next - 1]! < sheet.holder[next]!) continue;
          this.note(
            'constraints',
            `${id} 同一席位的人员未按编号排列或重复`,
            `the inspectors of a seat of ${id} do not ascend`,
            'each once, in order of ids',
            this.inspectors[sheet.holder[next]!]?.id ?? 'unknown',
          );
          return false;
        }
        slot += size;
      }
    }
    return true;
  }

  protected checkTeams(): void {
    const { inspectors, manifest } = this;
    const eligibility = eligibilityOf(manifest.pairing.rules, manifest.visit, inspectors, this.rules);
    const sheet = new TeamSheet(eligibility, this.drawnIds, this.rules, inspectors);
    if (this.seated.length !== sheet.slotCount) {
      this.note('constraints', '席位数不对', 'the number of seats is another', sheet.slotCount, this.seated.length);
      return;
    }
    const counted = new Int32Array(inspectors.length);
    sheet.holder.set(this.seated.values.subarray(0, this.seated.length));
    if (!this.checkSeats(sheet)) return;
    for (let slot = 0; slot < sheet.slotCount; slot++) {
      const inspector = sheet.holder[slot]!;
      if (!sheet.sound(slot)) {
        const target = this.drawnIds[sheet.slotTarget[slot]!]!;
        const who = inspectors[inspector]?.id ?? 'unknown';
        this.note(
          'constraints',
          `${who} 不能检查 ${target}`,
          `${who} may not inspect ${target}`,
          'an eligible inspector, once in the team',
          who,
        );
        return;
      }
      counted[inspector]!++;
    }
    const most = manifest.pairing.maxLoad;
    inspectors.forEach(({ id }, index) => {
      const [expected, found] = [counted[index]!, this.loads.values[index]!];
      if (expected !== found)
        this.note(
          'constraints',
          `${id} 的工作量与组队不符`,
          `the load of ${id} is not its number of teams`,
          expected,
          found,
        );
      if (most !== null && found > most)
        this.note(
          'constraints',
          `${id} 的工作量超过上限`,
          `the load of ${id} is above the cap`,
          `at most ${most}`,
          found,
        );
    });
  }
}
