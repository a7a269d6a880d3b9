import * as faults from "./faults";
import type { Core } from "../../../core/core";
import type { AwsFault } from "../../../core/faults";
import type { Random } from "../../../../foundation/random";
import type { Table } from "../../../storage/table";
import type { ColumnInput, CheckedDatabaseInput, CheckedTableInput } from "./fields";
import { compilePartitionTest, type PartitionTest } from "./partition-predicate";
import { Partitions, type PartitionDocument } from "./partitions";
import { createDefinition, foldName, type StoredDatabase, type StoredTable } from "./stored";
import type { StoredPartition } from "./partition-batch";

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
    this.#databases = core.storage.openTable<StoredDatabase>("glue/databases");
    this.#tables = core.storage.openTable<StoredTable>("glue/tables");
    this.#versions = core.storage.openTable<StoredTable>("glue/table-versions");
  }

  /** All databases, by name. */
  listDatabases(): readonly StoredDatabase[] {
    return [...this.#databases.listValues()].sort((a, b) => (a.definition.Name < b.definition.Name ? -1 : 1));
  }

  /** @throws AwsFault EntityNotFoundException */
  requireDatabase(name: string): StoredDatabase {
    const database = this.#databases.get(foldName(name));
    if (database === undefined) throw faults.createDatabaseNotFoundFault(name);
    return database;
  }

  /** @throws AwsFault AlreadyExistsException */
  createDatabase(input: CheckedDatabaseInput, tags?: Readonly<Record<string, string>>): void {
    const name = foldName(input.Name);
    if (this.#databases.get(name) !== undefined) throw faults.createDatabaseExistsFault();
    this.#databases.set(name, {
      definition: { ...input, Name: name },
      createdAt: this.#core.now(),
      ...(tags === undefined ? {} : { tags }),
    });
  }

  /** @throws AwsFault EntityNotFoundException, or InvalidInputException for a different name */
  updateDatabase(name: string, input: CheckedDatabaseInput): void {
    const before = this.requireDatabase(name);
    if (foldName(input.Name) !== foldName(name)) throw faults.createRenameFault();
    this.#databases.set(foldName(name), { ...before, definition: { ...input, Name: foldName(name) } });
  }

  tagDatabase(database: StoredDatabase, tags: Readonly<Record<string, string>>): void {
    this.#databases.set(database.definition.Name, { ...database, tags });
  }

  /** Deletes a database with all that is in it. @throws AwsFault EntityNotFoundException */
  deleteDatabase(name: string): void {
    this.requireDatabase(name);
    for (const table of this.listTables(name)) this.#remove(table);
    this.#databases.remove(foldName(name));
  }

  /** A database's tables, by name. @throws AwsFault EntityNotFoundException if there is no such database */
  listTables(database: string): readonly StoredTable[] {
    const { Name: name } = this.requireDatabase(database).definition;
    const inside = this.#tables.listValues().filter((table) => table.database === name);
    return inside.sort((a, b) => (a.definition.Name < b.definition.Name ? -1 : 1));
  }

  findTable(database: string, name: string): StoredTable | undefined {
    return this.#tables.get(formatTableKey(database, name));
  }

  /**
   * A table by name; Firehose and Athena use this.
   *
   * @throws AwsFault EntityNotFoundException, worded by `missing` where an operation has its own text
   */
  requireTable(
    database: string,
    name: string,
    missing: (name: string) => AwsFault = faults.createTableNotFoundFault,
  ): StoredTable {
    this.requireDatabase(database);
    const table = this.findTable(database, name);
    if (table === undefined) throw missing(name);
    return table;
  }

  /** @throws AwsFault EntityNotFoundException, AlreadyExistsException, InvalidInputException */
  createTable(database: string, input: CheckedTableInput, createdBy: string): StoredTable {
    const { Name: databaseName } = this.requireDatabase(database).definition;
    if (this.findTable(database, input.Name) !== undefined) throw faults.createTableExistsFault();
    const now = this.#core.now();
    return this.#save({
      id: this.#random.drawHex(32),
      database: databaseName,
      ...checkColumns(createDefinition(input)),
      version: 0,
      createdAt: now,
      updatedAt: now,
      createdBy,
    });
  }

  /** @throws AwsFault EntityNotFoundException, ConcurrentModificationException, InvalidInputException */
  updateTable(database: string, input: CheckedTableInput, { skipArchive, onlyVersion }: TableUpdate = {}): StoredTable {
    const before = this.requireTable(database, input.Name, faults.createTableToChangeNotFoundFault);
    if (onlyVersion !== undefined && onlyVersion !== String(before.version)) throw faults.createStaleVersionFault();
    const after = checkColumns(createDefinition(input));
    if (
      getPartitionKeys(before).length !== (after.definition.PartitionKeys ?? []).length &&
      this.getPartitions(before).size > 0
    )
      throw faults.createPartitionsHaveKeysFault();
    if (skipArchive !== true) this.#versions.set(formatVersionKey(before), before);
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
    this.#remove(this.requireTable(database, name, faults.createTableToChangeNotFoundFault));
  }

  /** A table's versions, the current one first. */
  listVersions(table: StoredTable): readonly StoredTable[] {
    // A cloud that was killed in the middle of an update has archived the version that is still the current one.
    const archived = this.#versions
      .listValues()
      .filter(({ id, version }) => id === table.id && version < table.version);
    return [table, ...archived].sort((a, b) => b.version - a.version);
  }

  /** Removes an archived version. */
  removeVersion(version: StoredTable): void {
    this.#versions.remove(formatVersionKey(version));
  }

  getPartitions({ id }: StoredTable): Partitions {
    const known = this.#partitions.get(id);
    if (known !== undefined) return known.partitions;
    const table = this.#core.storage.openTable<PartitionDocument>(`${getFolder(id)}/partitions`);
    const partitions = new Partitions(table);
    this.#partitions.set(id, { partitions, table });
    return partitions;
  }

  /**
   * The partitions that a query has to read, in the order of creation.
   *
   * @param requested an expression as GetPartitions takes it, or a test of the caller's own; undefined for all
   * @throws AwsFault InvalidInputException, InvalidStateException
   */
  listMatchingPartitions(
    table: StoredTable,
    requested: string | PartitionTest | undefined,
  ): readonly StoredPartition[] {
    if (requested === undefined || requested === "") return this.getPartitions(table).listAll();
    return this.getPartitions(table).listMatching(
      typeof requested === "string" ? compilePartitionTest(requested, getPartitionKeys(table)) : requested,
    );
  }

  #save(table: StoredTable): StoredTable {
    this.#tables.set(formatTableKey(table.database, table.definition.Name), table);
    return table;
  }

  #remove(table: StoredTable): void {
    this.#tables.remove(formatTableKey(table.database, table.definition.Name));
    for (const version of this.listVersions(table)) this.removeVersion(version);
    const open = this.#partitions.get(table.id);
    if (open !== undefined) this.#core.storage.release(open.table);
    this.#partitions.delete(table.id);
    this.#core.storage.remove(getFolder(table.id));
  }
}

/** The part of the catalog for services that only read: Firehose's conversion, Athena's planning. */
export type CatalogReader = Pick<
  Catalog,
  "findTable" | "requireTable" | "listVersions" | "getPartitions" | "listMatchingPartitions"
>;

/** A table's partition keys, in order. */
export const getPartitionKeys = ({ definition }: StoredTable): readonly ColumnInput[] => definition.PartitionKeys ?? [];

const formatTableKey = (database: string, name: string): string => JSON.stringify([foldName(database), foldName(name)]);
const formatVersionKey = ({ id, version }: StoredTable): string => `${id}/${version}`;
const getFolder = (id: string): string => `glue/partitions/${id}`;

/** A name may occur both as a column and as a partition key (Athena refuses such a table later, ATH-021), but only once in each list. */
function checkColumns<T extends Pick<StoredTable, "definition">>(created: T): T {
  for (const columns of [created.definition.StorageDescriptor?.Columns, created.definition.PartitionKeys]) {
    const seen = new Set<string>();
    for (const { Name: name } of columns ?? []) {
      if (seen.has(name)) throw faults.createDuplicateColumnFault(name);
      seen.add(name);
    }
  }
  return created;
}
