import { ableFor, falling, type Instance } from './instance.js';

interface Edge {
  readonly to: number;
  /** Place of the edge back in `edges`. */
  readonly back: number;
  room: number;
  readonly cost: number;
}

/** Cheapest flow by successive shortest paths (Bellman–Ford): slow, simple, and nothing like the protocol's search. */
class Network {
  private readonly edges: Edge[] = [];
  private readonly out: number[][] = [];

  node(): number {
    return this.out.push([]) - 1;
  }

  join(from: number, to: number, room: number, cost = 0): number {
    const at = this.edges.length;
    this.edges.push({ to, back: at + 1, room, cost }, { to: from, back: at, room: 0, cost: -cost });
    this.out[from]!.push(at);
    this.out[to]!.push(at + 1);
    return at;
  }

  used(edge: number): number {
    return this.edges[edge + 1]!.room;
  }

  /** Sends what can be sent, one unit after another, each on a cheapest path; returns how many units went through. */
  send(source: number, sink: number): number {
    for (let sent = 0; ; sent++) {
      const cost = this.out.map(() => Infinity);
      const through = this.out.map(() => -1);
      cost[source] = 0;
      const waiting = [source];
      const inQueue = new Set(waiting);
      for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
        inQueue.delete(node);
        for (const at of this.out[node]!) {
          const edge = this.edges[at]!;
          const next = cost[node]! + edge.cost;
          if (edge.room === 0 || next >= cost[edge.to]!) continue;
          cost[edge.to] = next;
          through[edge.to] = at;
          if (!inQueue.has(edge.to)) {
            inQueue.add(edge.to);
            waiting.push(edge.to);
          }
        }
      }
      if (cost[sink] === Infinity) return sent;
      for (let node = sink; node !== source;) {
        const edge = this.edges[through[node]!]!;
        edge.room--;
        this.edges[edge.back]!.room++;
        node = this.edges[edge.back]!.to;
      }
    }
  }
}

/** How many of these places (each with the inspectors able to fill it) can be filled at once, nobody twice. */
export function fillable(places: readonly (readonly number[])[]): number {
  const net = new Network();
  const [source, sink] = [net.node(), net.node()];
  const nodeOf = new Map<number, number>();
  for (const able of places) {
    const place = net.node();
    net.join(source, place, 1);
    for (const i of able) {
      let node = nodeOf.get(i);
      if (node === undefined) {
        node = net.node();
        nodeOf.set(i, node);
        net.join(node, sink, 1);
      }
      net.join(place, node, 1);
    }
  }
  return net.send(source, sink);
}

/** The places of target t, each with who is able to fill it. */
export function placesOf(instance: Instance, t: number): number[][] {
  return instance.rules[instance.ruleOf[t]!]!.seats.flatMap(({ count }, seat) => {
    const able = ableFor(instance, t, seat);
    return Array.from({ length: count }, () => able);
  });
}

/** Targets whose team cannot be filled at all. */
export function hopeless(instance: Instance): number[] {
  return instance.ruleOf.flatMap((_, t) => {
    const places = placesOf(instance, t);
    return fillable(places) < places.length ? [t] : [];
  });
}

/**
 * The least sorted loads, highest first. The k-th target of an inspector costs 2k − 1, so the cheapest flow has the
 * least sum of squares, and of load vectors that a flow can have that one is the least when sorted, too (Frank and
 * Murota 2022); `enumerate` confirms it wherever it can. Every team must be fillable.
 */
export function leastLoads(instance: Instance): number[] {
  const net = new Network();
  const [source, sink] = [net.node(), net.node()];
  const inspectors = instance.inspectors.map(() => net.node());
  const exits = inspectors.map((node) => instance.ruleOf.map((_, k) => net.join(node, sink, 1, 2 * k + 1)));
  instance.ruleOf.forEach((rule, t) => {
    const once = new Map<number, number>();
    instance.rules[rule]!.seats.forEach(({ count }, seat) => {
      const node = net.node();
      net.join(source, node, count);
      for (const i of ableFor(instance, t, seat)) {
        let inTeam = once.get(i);
        if (inTeam === undefined) {
          inTeam = net.node();
          once.set(i, inTeam);
          net.join(inTeam, inspectors[i]!, 1);
        }
        net.join(node, inTeam, 1);
      }
    });
  });
  net.send(source, sink);
  return falling(exits.map((steps) => steps.reduce((sum, step) => sum + net.used(step), 0)));
}
