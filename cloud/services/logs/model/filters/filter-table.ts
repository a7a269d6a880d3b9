import type { Core } from "../../../../core/core";
import type { AwsFault } from "../../../../core/faults";
import type { Table } from "../../../../storage/table";
import { createLimitExceededFault } from "../faults";
import type { LogGroup } from "../log-groups";
import type { StandardUnit } from "@aws-sdk/client-cloudwatch-logs";

/** The members of both kinds of filters. */
interface StoredFilter {
  readonly groupId: string;
  readonly name: string;
  readonly pattern: string;
  /** ms since the epoch. */
  readonly createdAt: number;
}

/** How events become a metric. */
export interface MetricTransformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  /** A number, or a selector for the event's value: `$.latency` for JSON, `$bytes` for columns. */
  readonly metricValue: string;
  readonly defaultValue?: number;
  readonly unit?: StandardUnit;
  /** Selectors of the dimensions' values in the event, by dimension name. */
  readonly dimensions?: Readonly<Record<string, string>>;
}

export interface StoredMetricFilter extends StoredFilter {
  readonly transformation: MetricTransformation;
}

export interface StoredSubscription extends StoredFilter {
  readonly destinationArn: string;
  readonly roleArn?: string;
  readonly distribution: "Random" | "ByLogStream";
}

type Group = Pick<LogGroup, "id">;

/** The differences between the kinds of filters. */
interface FilterKind {
  /** The name of the table that stores the filters. */
  readonly name: string;
  /** The maximum number of filters of a group. */
  readonly max: number;
  readonly createNotFoundFault: () => AwsFault;
}

/** The filters of one kind, of all groups. */
export class FilterTable<T extends StoredFilter> {
  readonly #table: Table<T>;
  readonly #kind: FilterKind;

  constructor(core: Core, kind: FilterKind) {
    this.#table = core.storage.openTable<T>(kind.name);
    this.#kind = kind;
  }

  /** A group's filters, or those of all groups: by name, then by group. */
  listFilters(group?: Group): readonly T[] {
    return this.#table
      .listValues()
      .filter(({ groupId }) => group === undefined || groupId === group.id)
      .sort((a, b) => (createFilterKey(a) < createFilterKey(b) ? -1 : 1));
  }

  find(group: Group, name: string): T | undefined {
    return this.#table.get(getKey(group.id, name));
  }

  /** @throws AwsFault LimitExceededException if the group has the most filters, and none of this name */
  assertCapacity(group: Group, name: string): void {
    if (this.find(group, name) === undefined && this.listFilters(group).length >= this.#kind.max)
      throw createLimitExceededFault();
  }

  /** Stores a filter, in place of the group's filter of the same name. */
  save(filter: T): void {
    this.#table.set(getKey(filter.groupId, filter.name), filter);
  }

  /** @throws AwsFault ResourceNotFoundException */
  remove(group: Group, name: string): void {
    if (this.find(group, name) === undefined) throw this.#kind.createNotFoundFault();
    this.#table.remove(getKey(group.id, name));
  }

  /** Removes all filters of a deleted group. */
  removeAll(group: Group): void {
    for (const { name } of this.listFilters(group)) this.remove(group, name);
  }
}

/** The separator is a colon, which a filter's name cannot contain. */
const getKey = (groupId: string, name: string): string => `${groupId}:${name}`;

/** The key of a filter in a listing. The separator NUL sorts before every other character, so that `a` comes before `a-b`. */
export const createFilterKey = ({ name, groupId }: StoredFilter): string => `${name}\u0000${groupId}`;
