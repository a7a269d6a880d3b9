import type { Core } from "../../../core/core";
import type { AwsFault } from "../../../core/faults";
import type { Table } from "../../../storage/table";
import { limitExceeded } from "../faults";
import type { LogGroup } from "../log-groups";
import type { StoredFilter } from "./stored-filters";

type Group = Pick<LogGroup, "id">;

/** What sets one kind of filter apart. */
interface FilterKind {
  /** The table that keeps them. */
  readonly name: string;
  /** The most that a group may have. */
  readonly most: number;
  readonly notFound: () => AwsFault;
}

/** The filters of one kind, of all groups. */
export class FilterTable<T extends StoredFilter> {
  readonly #table: Table<T>;
  readonly #kind: FilterKind;

  constructor(core: Core, kind: FilterKind) {
    this.#table = core.storage.table<T>(kind.name);
    this.#kind = kind;
  }

  /** A group's filters, or those of all groups: by name, then by group. */
  filters(group?: Group): readonly T[] {
    return this.#table
      .values()
      .filter(({ groupId }) => group === undefined || groupId === group.id)
      .sort((a, b) => (filterKey(a) < filterKey(b) ? -1 : 1));
  }

  find(group: Group, name: string): T | undefined {
    return this.#table.get(keyOf(group.id, name));
  }

  /** @throws AwsFault LimitExceededException if the group can have no filter of another name */
  mustTake(group: Group, name: string): void {
    if (this.find(group, name) === undefined && this.filters(group).length >= this.#kind.most) throw limitExceeded();
  }

  /** Keeps a filter, in the place of the group's one of this name. */
  save(filter: T): void {
    this.#table.set(keyOf(filter.groupId, filter.name), filter);
  }

  /** @throws AwsFault ResourceNotFoundException */
  remove(group: Group, name: string): void {
    if (this.find(group, name) === undefined) throw this.#kind.notFound();
    this.#table.remove(keyOf(group.id, name));
  }

  /** The group is gone, and its filters go with it. */
  removeAll(group: Group): void {
    for (const { name } of this.filters(group)) this.remove(group, name);
  }
}

/** A colon cannot stand in a filter's name. */
const keyOf = (groupId: string, name: string): string => `${groupId}:${name}`;

/** A filter's place in a listing: no character comes before the one between name and group, so that `a` stands before `a-b`. */
export const filterKey = ({ name, groupId }: StoredFilter): string => `${name}\u0000${groupId}`;
