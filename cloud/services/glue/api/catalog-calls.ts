import type { Core } from "../../../core/core";
import type { AwsFault } from "../../../core/faults";
import type { Operation } from "../../../core/members";
import type { Catalog } from "../model/catalog";
import { createBrokenRulesFault } from "../model/faults";
import type { CheckedDatabaseInput, CheckedPartitionInput, CheckedTableInput } from "../model/fields";
import { batchCreatePartition, batchDeletePartition, updatePartition } from "./partitions";
import { createDatabase, deleteDatabase, updateDatabase } from "./databases";
import { createTable, deleteTable, updateTable } from "./tables";
import { createPartitionsIn, deletePartitionFrom, updatePartitionIn } from "./partition-changes";
import type { StoredTable } from "../model/stored";
import type { Services } from "../../framework/services";
import { createServiceNote } from "../../../core/notes";
import type { StoredPartition } from "../model/partition-batch";

/** AWS's limits for one call; Hive's client makes as many calls as it needs. */
const CREATED_AT_ONCE = 100;
const DELETED_AT_ONCE = 25;

/** The service that changes the catalog. */
interface CatalogCaller {
  /** The service that calls, such as `athena.amazonaws.com`. */
  readonly caller: string;
  /** The ARN of the user or role behind the call: the owner of a new table. */
  readonly owner: string;
  /** Makes the caller's own error from the catalog's fault. */
  readonly createRefusal: (fault: AwsFault) => Error;
}

/**
 * Changes of the Data Catalog made by another service. Each is checked by the rules of the corresponding Glue
 * operation, and recorded in the journal as a call of it. All throw the caller's refusal.
 */
export class CatalogCalls {
  readonly #core: Core;
  readonly #catalog: Catalog;
  readonly #caller: string;
  readonly #owner: string;
  readonly #refusal: CatalogCaller["createRefusal"];

  constructor(core: Core, catalog: Catalog, { caller, owner, createRefusal }: CatalogCaller) {
    this.#core = core;
    this.#catalog = catalog;
    this.#caller = caller;
    this.#owner = owner;
    this.#refusal = createRefusal;
  }

  createDatabase(database: CheckedDatabaseInput): void {
    this.#call(createDatabase, { DatabaseInput: database }, () => this.#catalog.createDatabase(database));
  }

  updateDatabase(database: CheckedDatabaseInput): void {
    this.#call(updateDatabase, { Name: database.Name, DatabaseInput: database }, () =>
      this.#catalog.updateDatabase(database.Name, database),
    );
  }

  deleteDatabase(name: string): void {
    this.#call(deleteDatabase, { Name: name }, () => this.#catalog.deleteDatabase(name));
  }

  createTable(database: string, table: CheckedTableInput): StoredTable {
    return this.#call(createTable, { DatabaseName: database, TableInput: table }, () =>
      this.#catalog.createTable(database, table, this.#owner),
    );
  }

  updateTable(database: string, table: CheckedTableInput): void {
    this.#call(updateTable, { DatabaseName: database, TableInput: table }, () =>
      this.#catalog.updateTable(database, table),
    );
  }

  deleteTable({ database, definition: { Name: name } }: StoredTable): void {
    this.#call(deleteTable, { DatabaseName: database, Name: name }, () => this.#catalog.deleteTable(database, name));
  }

  /** Creates partitions, by calls of as many as AWS allows at once, up to the first call with a partition that cannot be created. @returns why that partition cannot be created */
  createPartitions(table: StoredTable, partitions: readonly CheckedPartitionInput[]): AwsFault | undefined {
    for (let index = 0; index < partitions.length; index += CREATED_AT_ONCE) {
      const some = partitions.slice(index, index + CREATED_AT_ONCE);
      const refusals = this.#call(batchCreatePartition, { ...getNames(table), PartitionInputList: some }, () =>
        createPartitionsIn(this.#services, table, some),
      );
      const refusal = refusals.find((refusal) => refusal !== undefined);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  updatePartition(table: StoredTable, { values }: StoredPartition, partition: CheckedPartitionInput): void {
    this.#call(updatePartition, { ...getNames(table), PartitionValueList: values, PartitionInput: partition }, () => {
      const refusal = updatePartitionIn(this.#services, table, { values, input: partition });
      if (refusal !== undefined) throw refusal;
    });
  }

  deletePartitions(table: StoredTable, partitions: readonly StoredPartition[]): void {
    for (let index = 0; index < partitions.length; index += DELETED_AT_ONCE) {
      const some = partitions.slice(index, index + DELETED_AT_ONCE);
      this.#call(
        batchDeletePartition,
        { ...getNames(table), PartitionsToDelete: some.map(({ values }) => ({ Values: [...values] })) },
        () => {
          for (const { values } of some) deletePartitionFrom(this.#services, table, values);
        },
      );
    }
  }

  get #services(): Pick<Services, "glue" | "now"> {
    return { glue: this.#catalog, now: () => this.#core.now() };
  }

  #call<T>(operation: Operation<Services>, input: Readonly<Record<string, unknown>>, work: () => T): T {
    const note = createServiceNote(this.#core, {
      service: "glue",
      operation: operation.name,
      input,
      caller: this.#caller,
    });
    try {
      const violations = operation.check(input);
      if (violations.length > 0) throw createBrokenRulesFault(violations);
      const answer = work();
      note.noteAnswer();
      return answer;
    } catch (error) {
      throw this.#refusal(note.noteRefusal(error));
    }
  }
}

const getNames = ({
  database,
  definition,
}: StoredTable): { readonly DatabaseName: string; readonly TableName: string } => ({
  DatabaseName: database,
  TableName: definition.Name,
});
