import type { Table } from "../../../storage/table";
import type { DescriptorInput, CheckedPartitionInput } from "./fields";
import type { PartitionTest } from "./partition-predicate";
import {
  createBatch,
  getRow,
  removeRow,
  type Batch,
  type PartitionDetails,
  type Row,
  type StoredPartition,
} from "./partition-batch";
import { PartitionTree } from "./partition-tree";
import { getItemAt } from "../../../../foundation/item-at";

// The locations of most partitions of a table differ only by the partitions' values: `s3://b/t/day=2030-01-01/hour=5/`.
// Such locations are stored once, as a template; this makes reading a table of 100,000 partitions several times faster.

/** A location with a gap for each value: the texts before the first value, between the values, and after the last. */
type LocationTemplate = readonly string[];

/** The template of a location; undefined unless the location contains the values in their order. */
export function findTemplate(location: string, values: readonly string[]): LocationTemplate | undefined {
  const pieces: string[] = [];
  let end = location.length;
  // Searched from the end, since the bucket's name may contain a short value too.
  for (let index = values.length - 1; index >= 0; index--) {
    const value = getItemAt(values, index);
    const at = location.lastIndexOf(value, end - value.length);
    if (value === "" || at < 0 || at + value.length > end) return undefined;
    pieces.unshift(location.slice(at + value.length, end));
    end = at;
  }
  return [location.slice(0, end), ...pieces];
}

/** The location that a template and values give. */
export function fillTemplate(template: LocationTemplate, values: readonly string[]): string {
  const [first = "", ...rest] = template;
  return rest.reduce((location, piece, index) => location + getItemAt(values, index) + piece, first);
}

/** The details that many partitions of a table share; only their values, and a crawler's counts, differ. */
interface SharedDetails {
  readonly descriptor: Omit<DescriptorInput, "Location" | "Parameters"> | null;
  readonly template?: LocationTemplate | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

/** A document of the table on disk: a partition, a batch of partitions, or shared details. */
export type PartitionDocument = Row | Batch | ({ readonly number: number } & SharedDetails);

/** A partition to write. */
interface PartitionToSave {
  readonly values: readonly string[];
  readonly input: CheckedPartitionInput;
}

/** With more distinct shared details than this, each partition stores its location itself. */
const MAX_SHARED = 1_000;

/**
 * The partitions of one table. Details in common are stored once: 100,000 partitions take tens of megabytes instead of
 * hundreds, in memory and on disk.
 */
export class Partitions {
  readonly #table: Table<PartitionDocument>;
  /** By number: the partition's own row, or its batch. */
  readonly #entries: (Row | Batch | undefined)[] = [];
  /** Holds the partitions' numbers. */
  readonly #tree = new PartitionTree<number>((number, key) => this.#getValue(number, key));
  #size = 0;
  readonly #shared = new Map<number, SharedDetails>();
  readonly #sharedNumbers = new Map<string, number>();
  #last = 0;
  #inOrder: readonly StoredPartition[] | undefined;

  constructor(table: Table<PartitionDocument>) {
    this.#table = table;
    for (const document of table.listValues()) {
      if (isRow(document)) this.#add(document[0], document);
      else if ("batch" in document) this.#addBatch(document);
      else this.#share(document.number, document);
    }
  }

  get size(): number {
    return this.#size;
  }

  find(values: readonly string[]): StoredPartition | undefined {
    const number = this.#tree.find(values);
    return number === undefined ? undefined : this.#partition(number);
  }

  /** Writes new partitions, all of them or none. No other partition may have their values. */
  create(partitions: readonly PartitionToSave[], createdAt: number): void {
    const rows = partitions.map((saved, index) => this.#toRow(saved, { number: this.#last + 1 + index, createdAt }));
    const batch = createBatch(rows);
    if (batch === undefined) {
      this.#table.change(rows.map((row) => [String(row[0]), row]));
      for (const row of rows) this.#add(row[0], row);
    } else {
      this.#table.set(getKey(batch), batch);
      this.#addBatch(batch);
    }
  }

  /** Replaces a partition by another, whose values may differ. */
  replace(before: StoredPartition, saved: PartitionToSave): void {
    const row = this.#toRow(saved, before);
    this.#table.change([...this.#removeFromBatch(before.number), [String(before.number), row]]);
    this.#forget(before);
    this.#add(before.number, row);
  }

  remove(partition: StoredPartition): void {
    this.#table.change([...this.#removeFromBatch(partition.number), [String(partition.number)]]);
    this.#forget(partition);
  }

  /** All partitions, in the order of creation. */
  listAll(): readonly StoredPartition[] {
    this.#inOrder ??= this.#entries.flatMap((_entry, number) => this.#partition(number) ?? []);
    return this.#inOrder;
  }

  /** The partitions that the test does not rule out, in the order of creation. @throws what the test throws */
  listMatching(test: PartitionTest): readonly StoredPartition[] {
    return this.#tree
      .listMatching(test)
      .sort((a, b) => a - b)
      .flatMap((number) => this.#partition(number) ?? []);
  }

  /** A partition's own storage descriptor; undefined if the partition was created without one. */
  createDescriptor({ shared = 0, location, descriptorParameters }: StoredPartition): DescriptorInput | undefined {
    const { descriptor = null } = this.#shared.get(shared) ?? {};
    if (descriptor === null) return undefined;
    return {
      ...descriptor,
      ...(location === undefined ? {} : { Location: location }),
      ...(descriptorParameters === undefined ? {} : { Parameters: descriptorParameters }),
    };
  }

  #partition(number: number): StoredPartition | undefined {
    const stored = this.#entries[number];
    if (stored === undefined) return undefined;
    const [, values, createdAt, shared, overrides] = isRow(stored) ? stored : getRow(stored, number);
    const { template, parameters } = this.#shared.get(shared) ?? {};
    return {
      number,
      values,
      createdAt,
      shared,
      ...(template === undefined ? {} : { location: fillTemplate(template, values) }),
      ...(parameters === undefined ? {} : { parameters }),
      ...overrides,
    };
  }

  #toRow(
    { values, input }: PartitionToSave,
    { number, createdAt }: Pick<StoredPartition, "number" | "createdAt">,
  ): Row {
    const {
      StorageDescriptor: { Location: location, Parameters: descriptorParameters, ...descriptor } = {},
      Parameters: parameters,
      LastAccessTime: accessed,
      LastAnalyzedTime: analyzed,
    } = input;
    const { shared, own: overrides } = this.shareDetails(
      { descriptor: input.StorageDescriptor === undefined ? null : descriptor, parameters },
      { values, location },
    );
    const all: PartitionDetails = {
      ...overrides,
      ...(descriptorParameters === undefined ? {} : { descriptorParameters }),
      ...(accessed === undefined ? {} : { lastAccessAt: accessed.getTime() }),
      ...(analyzed === undefined ? {} : { lastAnalyzedAt: analyzed.getTime() }),
    };
    return Object.keys(all).length === 0
      ? [number, values, createdAt, shared]
      : [number, values, createdAt, shared, all];
  }

  /** Finds or stores the shared details of a partition; if there would be too many, the partition stores its location and parameters itself. */
  shareDetails(
    { descriptor, parameters }: Pick<SharedDetails, "descriptor" | "parameters">,
    { values, location }: Pick<StoredPartition, "values" | "location">,
  ): { readonly shared: number; readonly own: PartitionDetails } {
    const template = location === undefined ? undefined : findTemplate(location, values);
    const whole: SharedDetails = {
      descriptor,
      ...(template === undefined ? {} : { template }),
      ...(parameters === undefined ? {} : { parameters }),
    };
    const ownLocation = location === undefined || template !== undefined ? {} : { location };
    if (this.#sharedNumbers.has(JSON.stringify(whole)) || this.#shared.size < MAX_SHARED)
      return { shared: this.#getNumber(whole), own: ownLocation };
    return {
      shared: this.#getNumber({ descriptor }),
      own: { ...(location === undefined ? {} : { location }), ...(parameters === undefined ? {} : { parameters }) },
    };
  }

  #getNumber(shared: SharedDetails): number {
    const known = this.#sharedNumbers.get(JSON.stringify(shared));
    if (known !== undefined) return known;
    const number = Math.max(0, ...this.#shared.keys()) + 1;
    this.#table.set(`descriptor ${number}`, { number, ...shared });
    this.#share(number, shared);
    return number;
  }

  #share(number: number, { descriptor, template, parameters }: SharedDetails): void {
    const shared = {
      descriptor,
      ...(template === undefined ? {} : { template }),
      ...(parameters === undefined ? {} : { parameters }),
    };
    this.#shared.set(number, shared);
    this.#sharedNumbers.set(JSON.stringify(shared), number);
  }

  #getValue(number: number, key: number): string | undefined {
    const stored = this.#entries[number];
    if (stored === undefined) return undefined;
    return isRow(stored) ? stored[1][key] : stored.columns[key]?.[number - stored.batch];
  }

  #addBatch(batch: Batch): void {
    const removed = new Set(batch.gone);
    for (let index = 0; index < batch.shared.length; index++)
      if (!removed.has(index)) this.#add(batch.batch + index, batch);
    this.#last = Math.max(this.#last, batch.batch + batch.shared.length - 1);
  }

  #add(number: number, stored: Row | Batch): void {
    this.#entries[number] = stored;
    this.#tree.add(number);
    this.#size += 1;
    this.#last = Math.max(this.#last, number);
    this.#inOrder = undefined;
  }

  #forget({ number, values }: StoredPartition): void {
    this.#tree.remove(values);
    this.#entries[number] = undefined;
    this.#size -= 1;
    this.#inOrder = undefined;
  }

  /** The change that removes a partition from its batch. */
  #removeFromBatch(number: number): [string, Batch][] {
    const stored = this.#entries[number];
    if (stored === undefined || isRow(stored)) return [];
    // Read from disk, since other partitions may have left the batch before.
    const batch = this.#table.get(getKey(stored));
    return batch === undefined || isRow(batch) || !("batch" in batch)
      ? []
      : [[getKey(stored), removeRow(batch, number)]];
  }
}

const getKey = ({ batch }: Batch): string => `batch ${batch}`;

/** Documents that are lists are rows. */
const isRow = (document: PartitionDocument | Batch): document is Row => Array.isArray(document);
