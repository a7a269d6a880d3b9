import type { Table } from "../../storage/table";
import type { GivenDescriptor, GivenPartition } from "./fields";
import type { PartitionTest } from "./partition-predicate";
import { PartitionTree } from "./partition-tree";

/** What most partitions of a table have in common: where their data is differs, and what a crawler counted. */
type SharedDescriptor = Omit<GivenDescriptor, "Location" | "Parameters">;

/** A partition as it is kept. */
export interface StoredPartition {
  /** 1, 2, 3, … in the order of creation: the order of listings. */
  readonly number: number;
  readonly values: readonly string[];
  /** ms since the epoch, here and below. */
  readonly createdAt: number;
  /** Which shared descriptor. */
  readonly shared?: number;
  readonly location?: string;
  readonly descriptorParameters?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly lastAccessAt?: number;
  readonly lastAnalyzedAt?: number;
}

/**
 * A partition as the table on disk holds it under its number: short, for there may be 100,000. What most do not have stands in
 * the last place.
 */
type PartitionRow = readonly [values: readonly string[], createdAt: number, shared: number | null, location: string | null, rest?: Partial<StoredPartition>];

/** A document of the table on disk: a partition under its number, or what many have in common. */
export type PartitionDocument = PartitionRow | { readonly number: number; readonly descriptor: SharedDescriptor } | StoredPartition;

/** A partition that is to be written. */
interface Saved {
  readonly values: readonly string[];
  readonly given: GivenPartition;
}

/**
 * The partitions of one table. Their descriptors are alike, so each distinct one is kept once: 100,000 partitions
 * take tens of megabytes instead of hundreds, in memory and on disk.
 */
export class Partitions {
  readonly #table: Table<PartitionDocument>;
  readonly #tree = new PartitionTree<StoredPartition>();
  readonly #all = new Map<number, StoredPartition>();
  readonly #shared = new Map<number, SharedDescriptor>();
  readonly #sharedNumbers = new Map<string, number>();
  #last = 0;
  #inOrder: readonly StoredPartition[] | undefined;

  constructor(table: Table<PartitionDocument>) {
    this.#table = table;
    const older: [key: string, partition: StoredPartition][] = [];
    for (const [key, document] of table.entries()) {
      if (Array.isArray(document)) this.#add(partitionIn(Number(key), document as PartitionRow));
      else if ("descriptor" in document) this.#share(document.number, document.descriptor);
      else older.push([key, document as StoredPartition]);
    }
    this.#upgrade(older);
  }

  /** Versions before this one kept partitions whole, under their values. */
  #upgrade(older: readonly [key: string, partition: StoredPartition][]): void {
    this.#table.change(older.flatMap(([key, partition]) => [[String(partition.number), rowOf(partition)], [key]]));
    for (const [, partition] of older) this.#add(partition);
  }

  get size(): number {
    return this.#all.size;
  }

  find(values: readonly string[]): StoredPartition | undefined {
    return this.#tree.find(values);
  }

  /** Writes new partitions, all of them or none. Their values are no others'. */
  create(partitions: readonly Saved[], createdAt: number): void {
    const made = partitions.map(({ values, given }, index) => this.#stored(values, given, { number: this.#last + 1 + index, createdAt }));
    this.#table.change(made.map((partition) => [String(partition.number), rowOf(partition)]));
    for (const partition of made) this.#add(partition);
  }

  /** Puts a partition in another's place; their values may differ. */
  replace(before: StoredPartition, { values, given }: Saved): void {
    const after = this.#stored(values, given, before);
    this.#table.set(String(after.number), rowOf(after));
    this.#tree.remove(before.values);
    this.#add(after);
  }

  remove({ number, values }: StoredPartition): void {
    this.#table.remove(String(number));
    this.#tree.remove(values);
    this.#all.delete(number);
    this.#inOrder = undefined;
  }

  /** All, in the order of creation. */
  all(): readonly StoredPartition[] {
    this.#inOrder ??= [...this.#all.values()];
    return this.#inOrder;
  }

  /** Those that the test does not rule out, in the order of creation. @throws what the test throws */
  matching(test: PartitionTest): readonly StoredPartition[] {
    return this.#tree.matching(test).sort((a, b) => a.number - b.number);
  }

  /** A partition's own descriptor, whole; undefined if it was given none. */
  descriptor({ shared, location, descriptorParameters }: StoredPartition): GivenDescriptor | undefined {
    if (shared === undefined) return undefined;
    return {
      ...this.#shared.get(shared),
      ...(location === undefined ? {} : { Location: location }),
      ...(descriptorParameters === undefined ? {} : { Parameters: descriptorParameters }),
    };
  }

  #stored(values: readonly string[], given: GivenPartition, { number, createdAt }: Pick<StoredPartition, "number" | "createdAt">): StoredPartition {
    const { StorageDescriptor: descriptor, Parameters: parameters, LastAccessTime: accessed, LastAnalyzedTime: analyzed } = given;
    return {
      number,
      values,
      createdAt,
      ...(descriptor === undefined ? {} : this.#split(descriptor)),
      ...(parameters === undefined ? {} : { parameters }),
      ...(accessed === undefined ? {} : { lastAccessAt: accessed.getTime() }),
      ...(analyzed === undefined ? {} : { lastAnalyzedAt: analyzed.getTime() }),
    };
  }

  #split({ Location: location, Parameters: parameters, ...common }: GivenDescriptor): Partial<StoredPartition> {
    return {
      shared: this.#numberOf(common),
      ...(location === undefined ? {} : { location }),
      ...(parameters === undefined ? {} : { descriptorParameters: parameters }),
    };
  }

  #numberOf(descriptor: SharedDescriptor): number {
    const known = this.#sharedNumbers.get(JSON.stringify(descriptor));
    if (known !== undefined) return known;
    const number = this.#shared.size + 1;
    this.#table.set(`descriptor ${number}`, { number, descriptor });
    this.#share(number, descriptor);
    return number;
  }

  #share(number: number, descriptor: SharedDescriptor): void {
    this.#shared.set(number, descriptor);
    this.#sharedNumbers.set(JSON.stringify(descriptor), number);
  }

  #add(partition: StoredPartition): void {
    this.#tree.add(partition);
    this.#all.set(partition.number, partition);
    this.#last = Math.max(this.#last, partition.number);
    this.#inOrder = undefined;
  }
}

function rowOf({ values, createdAt, shared, location, descriptorParameters, parameters, lastAccessAt, lastAnalyzedAt }: StoredPartition): PartitionRow {
  const rest = Object.entries({ descriptorParameters, parameters, lastAccessAt, lastAnalyzedAt }).filter(([, value]) => value !== undefined);
  const row = [values, createdAt, shared ?? null, location ?? null] as const;
  return rest.length === 0 ? row : [...row, Object.fromEntries(rest)];
}

function partitionIn(number: number, [values, createdAt, shared, location, rest]: PartitionRow): StoredPartition {
  return { number, values, createdAt, ...(shared === null ? {} : { shared }), ...(location === null ? {} : { location }), ...rest };
}
