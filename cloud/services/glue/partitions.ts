import type { Table } from "../../storage/table";
import type { GivenDescriptor, GivenPartition } from "./fields";
import { locationIn, templateOf, type LocationTemplate } from "./location-template";
import type { PartitionTest } from "./partition-predicate";
import { PartitionTree } from "./partition-tree";

/** A partition as other parts see it. Its descriptor is asked for with `Partitions.descriptor`. */
export interface StoredPartition {
  /** 1, 2, 3, … in the order of creation: the order of listings. */
  readonly number: number;
  readonly values: readonly string[];
  /** ms since the epoch, here and below. */
  readonly createdAt: number;
  /** Which shared part. */
  readonly shared?: number;
  readonly location?: string;
  readonly descriptorParameters?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly lastAccessAt?: number;
  readonly lastAnalyzedAt?: number;
}

/** What many partitions of a table have in common: where their data is differs by their values, and what a crawler counted. */
interface Shared {
  readonly descriptor: Omit<GivenDescriptor, "Location" | "Parameters"> | null;
  readonly template?: LocationTemplate | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** What few partitions have of their own. */
type Own = Pick<StoredPartition, "location" | "descriptorParameters" | "parameters" | "lastAccessAt" | "lastAnalyzedAt">;

/** A partition as it is kept, in memory and on disk: short, for there may be 100,000. */
type Row = readonly [number: number, values: readonly string[], createdAt: number, shared: number, own?: Own];

/** A document of the table on disk: a partition under its number, what many have in common, or a partition of an earlier version. */
export type PartitionDocument = Row | ({ readonly number: number } & Shared) | StoredPartition;

/** A partition that is to be written. */
interface Saved {
  readonly values: readonly string[];
  readonly given: GivenPartition;
}

/** More places than these that differ not by their values alone, and each partition keeps its own. */
const MOST_SHARED = 1_000;

/**
 * The partitions of one table. What they have in common is kept once: 100,000 partitions take tens of megabytes instead of
 * hundreds, in memory and on disk.
 */
export class Partitions {
  readonly #table: Table<PartitionDocument>;
  readonly #tree = new PartitionTree<Row>(([, values]) => values);
  readonly #all = new Map<number, Row>();
  readonly #shared = new Map<number, Shared>();
  readonly #sharedNumbers = new Map<string, number>();
  #last = 0;
  #inOrder: readonly StoredPartition[] | undefined;

  constructor(table: Table<PartitionDocument>) {
    this.#table = table;
    const older: [key: string, partition: StoredPartition][] = [];
    for (const [key, document] of table.entries()) {
      if (isRow(document)) this.#add(document);
      else if ("descriptor" in document) this.#share(document.number, document);
      else older.push([key, document]);
    }
    this.#upgrade(older);
  }

  get size(): number {
    return this.#all.size;
  }

  find(values: readonly string[]): StoredPartition | undefined {
    const row = this.#tree.find(values);
    return row === undefined ? undefined : this.#partitionIn(row);
  }

  /** Writes new partitions, all of them or none. Their values are no others'. */
  create(partitions: readonly Saved[], createdAt: number): void {
    const rows = partitions.map((saved, index) => this.#rowOf(saved, { number: this.#last + 1 + index, createdAt }));
    this.#table.change(rows.map((row) => [String(row[0]), row]));
    for (const row of rows) this.#add(row);
  }

  /** Puts a partition in another's place; their values may differ. */
  replace(before: StoredPartition, saved: Saved): void {
    const row = this.#rowOf(saved, before);
    this.#table.set(String(before.number), row);
    this.#tree.remove(before.values);
    this.#add(row);
  }

  remove({ number, values }: StoredPartition): void {
    this.#table.remove(String(number));
    this.#tree.remove(values);
    this.#all.delete(number);
    this.#inOrder = undefined;
  }

  /** All, in the order of creation. */
  all(): readonly StoredPartition[] {
    this.#inOrder ??= [...this.#all.values()].map((row) => this.#partitionIn(row));
    return this.#inOrder;
  }

  /** Those that the test does not rule out, in the order of creation. @throws what the test throws */
  matching(test: PartitionTest): readonly StoredPartition[] {
    return this.#tree.matching(test).sort(([a], [b]) => a - b).map((row) => this.#partitionIn(row));
  }

  /** A partition's own descriptor, whole; undefined if it was given none. */
  descriptor({ shared = 0, location, descriptorParameters }: StoredPartition): GivenDescriptor | undefined {
    const { descriptor = null } = this.#shared.get(shared) ?? {};
    if (descriptor === null) return undefined;
    return {
      ...descriptor,
      ...(location === undefined ? {} : { Location: location }),
      ...(descriptorParameters === undefined ? {} : { Parameters: descriptorParameters }),
    };
  }

  #partitionIn([number, values, createdAt, shared, own]: Row): StoredPartition {
    const { template, parameters } = this.#shared.get(shared) ?? {};
    return {
      number, values, createdAt, shared,
      ...(template === undefined ? {} : { location: locationIn(template, values) }),
      ...(parameters === undefined ? {} : { parameters }),
      ...own,
    };
  }

  #rowOf({ values, given }: Saved, { number, createdAt }: Pick<StoredPartition, "number" | "createdAt">): Row {
    const { StorageDescriptor: { Location: location, Parameters: descriptorParameters, ...descriptor } = {}, Parameters: parameters, LastAccessTime: accessed, LastAnalyzedTime: analyzed } = given;
    const { shared, own } = this.#shareWhatCanBe({ descriptor: given.StorageDescriptor === undefined ? null : descriptor, parameters }, { values, location });
    const all: Own = {
      ...own,
      ...(descriptorParameters === undefined ? {} : { descriptorParameters }),
      ...(accessed === undefined ? {} : { lastAccessAt: accessed.getTime() }),
      ...(analyzed === undefined ? {} : { lastAnalyzedAt: analyzed.getTime() }),
    };
    return Object.keys(all).length === 0 ? [number, values, createdAt, shared] : [number, values, createdAt, shared, all];
  }

  /** Finds or makes what a partition shares; where that would become too much, it keeps its place and parameters itself. */
  #shareWhatCanBe({ descriptor, parameters }: Pick<Shared, "descriptor" | "parameters">, { values, location }: Pick<StoredPartition, "values" | "location">): { readonly shared: number; readonly own: Own } {
    const template = location === undefined ? undefined : templateOf(location, values);
    const whole: Shared = { descriptor, ...(template === undefined ? {} : { template }), ...(parameters === undefined ? {} : { parameters }) };
    const ownLocation = location === undefined || template !== undefined ? {} : { location };
    if (this.#sharedNumbers.has(JSON.stringify(whole)) || this.#shared.size < MOST_SHARED) return { shared: this.#numberOf(whole), own: ownLocation };
    return { shared: this.#numberOf({ descriptor }), own: { ...(location === undefined ? {} : { location }), ...(parameters === undefined ? {} : { parameters }) } };
  }

  #numberOf(shared: Shared): number {
    const known = this.#sharedNumbers.get(JSON.stringify(shared));
    if (known !== undefined) return known;
    const number = Math.max(0, ...this.#shared.keys()) + 1;
    this.#table.set(`descriptor ${number}`, { number, ...shared });
    this.#share(number, shared);
    return number;
  }

  #share(number: number, { descriptor, template, parameters }: Shared): void {
    const shared = { descriptor, ...(template === undefined ? {} : { template }), ...(parameters === undefined ? {} : { parameters }) };
    this.#shared.set(number, shared);
    this.#sharedNumbers.set(JSON.stringify(shared), number);
  }

  #add(row: Row): void {
    const [number] = row;
    this.#tree.add(row);
    this.#all.set(number, row);
    this.#last = Math.max(this.#last, number);
    this.#inOrder = undefined;
  }

  /** Earlier versions kept partitions whole, under their values. */
  #upgrade(older: readonly [key: string, partition: StoredPartition][]): void {
    const rows = older.map(([, { number, values, createdAt, shared, ...own }]): Row => [number, values, createdAt, shared ?? this.#numberOf({ descriptor: null }), own]);
    this.#table.change([...rows.map((row): [string, Row] => [String(row[0]), row]), ...older.map(([key]): [string] => [key])]);
    for (const row of rows) this.#add(row);
  }
}

/** Documents that are lists are rows. */
const isRow = (document: PartitionDocument): document is Row => Array.isArray(document);
