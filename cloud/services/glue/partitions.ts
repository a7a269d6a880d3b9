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

/** A document of the table on disk: a partition under its values, or a shared descriptor under its number. */
export type PartitionDocument = StoredPartition | { readonly number: number; readonly descriptor: SharedDescriptor };

/**
 * The partitions of one table. Their descriptors are alike, so each distinct one is kept once: 100,000 partitions
 * take tens of megabytes instead of hundreds, in memory and on disk.
 */
export class Partitions {
  readonly #table: Table<PartitionDocument>;
  readonly #tree = new PartitionTree<StoredPartition>();
  readonly #shared = new Map<number, SharedDescriptor>();
  readonly #sharedNumbers = new Map<string, number>();
  #last = 0;
  #inOrder: readonly StoredPartition[] | undefined;

  constructor(table: Table<PartitionDocument>) {
    this.#table = table;
    for (const document of table.values()) {
      if ("descriptor" in document) this.#share(document.number, document.descriptor);
      else this.#add(document);
    }
  }

  get size(): number {
    return this.#table.size - this.#shared.size;
  }

  find(values: readonly string[]): StoredPartition | undefined {
    const found = this.#table.get(keyOf(values));
    return found === undefined || "descriptor" in found ? undefined : found;
  }

  /** Writes a partition; one of the same values is replaced and keeps its place. */
  save(values: readonly string[], given: GivenPartition, createdAt: number): void {
    const before = this.find(values);
    const partition = this.#stored(values, given, { number: before?.number ?? this.#last + 1, createdAt });
    this.#table.set(keyOf(values), partition);
    this.#add(partition);
  }

  /** Puts a partition in another's place; their values may differ. */
  replace(before: StoredPartition, values: readonly string[], given: GivenPartition): void {
    const after = this.#stored(values, given, before);
    this.#table.set(keyOf(values), after);
    if (keyOf(before.values) !== keyOf(values)) this.remove(before);
    this.#add(after);
  }

  remove({ values }: StoredPartition): void {
    this.#table.remove(keyOf(values));
    this.#tree.remove(values);
    this.#inOrder = undefined;
  }

  /** All, in the order of creation. */
  all(): readonly StoredPartition[] {
    this.#inOrder ??= this.matching(() => true);
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
    this.#tree.set(partition.values, partition);
    this.#last = Math.max(this.#last, partition.number);
    this.#inOrder = undefined;
  }
}

/** Begins with a bracket, so that it is no shared descriptor's key. */
const keyOf = (values: readonly string[]): string => JSON.stringify(values);
