import type { Core } from "../../core/core";
import type { AwsFault } from "../../core/faults";
import type { Random } from "../../core/random";
import type { Table } from "../../storage/table";
import * as faults from "./faults";
import type { GivenColumn, GivenDatabase, GivenTable } from "./fields";
import { partitionTest, type PartitionTest } from "./partition-predicate";
import { Partitions, type PartitionDocument } from "./partitions";
import type { StoredPartition } from "./stored-partition";
import { definitionOf, folded, type StoredDatabase, type StoredTable } from "./stored";

/** How a table is updated. */
interface TableUpdate {
  /** Leave the version before it out of the archive. */
  readonly skipArchive?: boolean | undefined;
  /** Refuse the change if the table's current version is not this one. */
  readonly onlyVersion?: string | undefined;
}

/**
 * The Glue Data Catalog of the account: databases, tables with their versions, partitions. Firehose and Athena use the
 * same catalog. Names are not case-sensitive.
 */
export class Catalog {
  readonly #core: Core;
  readonly #random: Random;
  readonly #databases: Table<StoredDatabase>;
  readonly #tables: Table<StoredTable>;
  readonly #versions: Table<StoredTable>;
  /** By the table's id; read from storage when a table's partitions are first wanted. */
  readonly #partitions = new Map<
    string,
    { readonly partitions: Partitions; readonly table: Table<PartitionDocument> }
  >();

  constructor(core: Core) {
    this.#core = core;
    this.#random = core.random.fork("glue");
    this.#databases = core.storage.table<StoredDatabase>("glue/databases");
    this.#tables = core.storage.table<StoredTable>("glue/tables");
    this.#versions = core.storage.table<StoredTable>("glue/table-versions");
  }

  /** All databases, by name. */
  databases(): readonly StoredDatabase[] {
    return [...this.#databases.values()].sort((a, b) => (a.definition.Name < b.definition.Name ? -1 : 1));
  }

  /** @throws AwsFault EntityNotFoundException */
  database(name: string): StoredDatabase {
    const database = this.#databases.get(folded(name));
    if (database === undefined) throw faults.databaseNotFound(name);
    return database;
  }

  /** @throws AwsFault AlreadyExistsException */
  createDatabase(given: GivenDatabase, tags?: Readonly<Record<string, string>>): void {
    const name = folded(given.Name);
    if (this.#databases.get(name) !== undefined) throw faults.databaseExists();
    this.#databases.set(name, {
      definition: { ...given, Name: name },
      createdAt: this.#core.now(),
      ...(tags === undefined ? {} : { tags }),
    });
  }

  /** @throws AwsFault EntityNotFoundException, or InvalidInputException for a different name */
  updateDatabase(name: string, given: GivenDatabase): void {
    const before = this.database(name);
    if (folded(given.Name) !== folded(name)) throw faults.renaming();
    this.#databases.set(folded(name), { ...before, definition: { ...given, Name: folded(name) } });
  }

  tagDatabase(database: StoredDatabase, tags: Readonly<Record<string, string>>): void {
    this.#databases.set(database.definition.Name, { ...database, tags });
  }

  /** Deletes a database with all that is in it. @throws AwsFault EntityNotFoundException */
  deleteDatabase(name: string): void {
    this.database(name);
    for (const table of this.tables(name)) this.#remove(table);
    this.#databases.remove(folded(name));
  }

  /** A database's tables, by name. @throws AwsFault EntityNotFoundException if there is no such database */
  tables(database: string): readonly StoredTable[] {
    const { Name: name } = this.database(database).definition;
    const inside = this.#tables.values().filter((table) => table.database === name);
    return inside.sort((a, b) => (a.definition.Name < b.definition.Name ? -1 : 1));
  }

  findTable(database: string, name: string): StoredTable | undefined {
    return this.#tables.get(tableKey(database, name));
  }

  /**
   * A table by name; Firehose and Athena use this.
   *
   * @throws AwsFault EntityNotFoundException, worded by `missing` where an operation has its own text
   */
  table(database: string, name: string, missing: (name: string) => AwsFault = faults.tableNotFound): StoredTable {
    this.database(database);
    const table = this.findTable(database, name);
    if (table === undefined) throw missing(name);
    return table;
  }

  /** @throws AwsFault EntityNotFoundException, AlreadyExistsException, InvalidInputException */
  createTable(database: string, given: GivenTable, createdBy: string): StoredTable {
    const { Name: databaseName } = this.database(database).definition;
    if (this.findTable(database, given.Name) !== undefined) throw faults.tableExists();
    const now = this.#core.now();
    return this.#save({
      id: this.#random.hex(32),
      database: databaseName,
      ...checked(definitionOf(given)),
      version: 0,
      createdAt: now,
      updatedAt: now,
      createdBy,
    });
  }

  /** @throws AwsFault EntityNotFoundException, ConcurrentModificationException, InvalidInputException */
  updateTable(database: string, given: GivenTable, { skipArchive, onlyVersion }: TableUpdate = {}): StoredTable {
    const before = this.table(database, given.Name, faults.tableToChangeNotFound);
    if (onlyVersion !== undefined && onlyVersion !== String(before.version)) throw faults.staleVersion();
    const after = checked(definitionOf(given));
    if (keysOf(before).length !== (after.definition.PartitionKeys ?? []).length && this.partitions(before).size > 0)
      throw faults.partitionsHaveKeys();
    if (skipArchive !== true) this.#versions.set(versionKey(before), before);
    const { id, database: inside, createdAt, createdBy, version } = before;
    return this.#save({
      id,
      database: inside,
      ...after,
      version: version + 1,
      createdAt,
      updatedAt: this.#core.now(),
      createdBy,
    });
  }

  /** @throws AwsFault EntityNotFoundException */
  deleteTable(database: string, name: string): void {
    this.#remove(this.table(database, name, faults.tableToChangeNotFound));
  }

  /** A table's versions, the current one first. */
  versions(table: StoredTable): readonly StoredTable[] {
    const archived = this.#versions.values().filter(({ id }) => id === table.id);
    return [table, ...archived].sort((a, b) => b.version - a.version);
  }

  /** Removes an archived version. */
  removeVersion(version: StoredTable): void {
    this.#versions.remove(versionKey(version));
  }

  partitions({ id }: StoredTable): Partitions {
    const known = this.#partitions.get(id);
    if (known !== undefined) return known.partitions;
    const table = this.#core.storage.table<PartitionDocument>(`${folderOf(id)}/partitions`);
    const partitions = new Partitions(table);
    this.#partitions.set(id, { partitions, table });
    return partitions;
  }

  /**
   * The partitions that a query has to read, in the order of creation.
   *
   * @param wanted an expression as GetPartitions takes it, or a test of the caller's own; undefined for all
   * @throws AwsFault InvalidInputException, InvalidStateException
   */
  partitionsMatching(table: StoredTable, wanted: string | PartitionTest | undefined): readonly StoredPartition[] {
    if (wanted === undefined || wanted === "") return this.partitions(table).all();
    return this.partitions(table).matching(typeof wanted === "string" ? partitionTest(wanted, keysOf(table)) : wanted);
  }

  #save(table: StoredTable): StoredTable {
    this.#tables.set(tableKey(table.database, table.definition.Name), table);
    return table;
  }

  #remove(table: StoredTable): void {
    this.#tables.remove(tableKey(table.database, table.definition.Name));
    for (const version of this.versions(table)) this.removeVersion(version);
    const open = this.#partitions.get(table.id);
    if (open !== undefined) this.#core.storage.release(open.table);
    this.#partitions.delete(table.id);
    this.#core.storage.remove(folderOf(table.id));
  }
}

/** The part of the catalog for services that only read: Firehose's conversion, Athena's planning. */
export type CatalogReader = Pick<Catalog, "findTable" | "table" | "versions" | "partitions" | "partitionsMatching">;

/** A table's partition keys, in order. */
export const keysOf = ({ definition }: StoredTable): readonly GivenColumn[] => definition.PartitionKeys ?? [];

const tableKey = (database: string, name: string): string => JSON.stringify([folded(database), folded(name)]);
const versionKey = ({ id, version }: StoredTable): string => `${id}/${version}`;
const folderOf = (id: string): string => `glue/partitions/${id}`;

/** A name may occur both as a column and as a partition key (Athena refuses such a table later, ATH-021), but only once in each list. */
function checked<T extends Pick<StoredTable, "definition">>(made: T): T {
  for (const columns of [made.definition.StorageDescriptor?.Columns, made.definition.PartitionKeys]) {
    const seen = new Set<string>();
    for (const { Name: name } of columns ?? []) {
      if (seen.has(name)) throw faults.columnTwice(name);
      seen.add(name);
    }
  }
  return made;
}
