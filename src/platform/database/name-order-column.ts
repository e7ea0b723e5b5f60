import { EventSubscriber, type EntitySubscriberInterface, type InsertEvent, type UpdateEvent } from 'typeorm';

import { NAME_ORDER_LENGTH, nameOrder } from '../words/name-order.js';
import { TextColumn } from './entity-columns.js';

/** The properties of entities that say where a name stands, each with the property that has the name. */
const KEPT = new Map<object, Map<string, string>>();

/**
 * Where the name in another property stands in a list (name-order.ts). No service writes it: it follows whenever the name is
 * written through an entity. A plain statement that writes the name writes it as well.
 */
export const NameOrderColumn =
  (name: string): PropertyDecorator =>
  (prototype, property) => {
    const kept = KEPT.get(prototype) ?? new Map<string, string>();
    KEPT.set(prototype, kept.set(String(property), name));
    TextColumn(NAME_ORDER_LENGTH, { default: '' })(prototype, property);
  };

/** Keeps those columns, of every entity that has any, in whatever is about to be written. */
@EventSubscriber()
export class NameOrders implements EntitySubscriberInterface<object> {
  private readonly byEntity = new Map<unknown, readonly (readonly [string, string])[]>();

  beforeInsert({ entity, metadata }: InsertEvent<object>): void {
    this.follow(metadata.target, entity);
  }

  beforeUpdate({ entity, metadata }: UpdateEvent<object>): void {
    this.follow(metadata.target, entity);
  }

  private follow(target: unknown, values: object | undefined): void {
    const kept = this.keptOf(target);
    if (kept.length === 0 || values === undefined) return;
    const written = values as Record<string, unknown>;
    for (const [order, name] of kept) {
      const words = written[name];
      if (typeof words === 'string') written[order] = nameOrder(words);
    }
  }

  private keptOf(target: unknown): readonly (readonly [string, string])[] {
    const known = this.byEntity.get(target);
    if (known !== undefined) return known;
    const found: [string, string][] = [];
    let prototype: unknown = typeof target === 'function' ? target.prototype : null;
    for (; prototype !== null && prototype !== undefined; prototype = Object.getPrototypeOf(prototype)) {
      found.push(...(KEPT.get(prototype) ?? []));
    }
    this.byEntity.set(target, found);
    return found;
  }
}
