import type { Core } from "../../../core/core";
import { AwsFault } from "../../../core/faults";
import type { Operation } from "../../../core/operation";
import type { Catalog } from "../../glue/catalog";
import { brokenRules } from "../../glue/faults";
import type { GivenDatabase, GivenPartition, GivenTable } from "../../glue/fields";
import { batchCreatePartition } from "../../glue/operations/batch-create-partition";
import { batchDeletePartition } from "../../glue/operations/batch-delete-partition";
import { createDatabase } from "../../glue/operations/create-database";
import { createTable } from "../../glue/operations/create-table";
import { deleteDatabase } from "../../glue/operations/delete-database";
import { deleteTable } from "../../glue/operations/delete-table";
import { updateDatabase } from "../../glue/operations/update-database";
import { updatePartition } from "../../glue/operations/update-partition";
import { updateTable } from "../../glue/operations/update-table";
import { createPartitionsIn, deletePartitionFrom, updatePartitionIn } from "../../glue/partition-changes";
import type { StoredPartition } from "../../glue/partitions";
import type { StoredTable } from "../../glue/stored";
import type { Lab } from "../../lab";
import { catalogRefused, partitionExists } from "../hive-fault";

/** AWS's limits for one call; Hive's client makes as many calls as it needs. */
const CREATED_AT_ONCE = 100;
const DELETED_AT_ONCE = 25;

/**
 * Changes of the Data Catalog that statements bring about. Each is checked by the rules of the Glue operation that does the same,
 * and stands in the journal as a call of it.
 */
export class CatalogCalls {
  readonly #core: Core;
  readonly #catalog: Catalog;
  readonly #caller: string;

  /** @param caller the ARN of who started the query */
  constructor(core: Core, catalog: Catalog, caller: string) {
    this.#core = core;
    this.#catalog = catalog;
    this.#caller = caller;
  }

  createDatabase(database: GivenDatabase): void {
    this.#call(createDatabase, { DatabaseInput: database }, () => this.#catalog.createDatabase(database));
  }

  updateDatabase(database: GivenDatabase): void {
    this.#call(updateDatabase, { Name: database.Name, DatabaseInput: database }, () =>
      this.#catalog.updateDatabase(database.Name, database),
    );
  }

  deleteDatabase(name: string): void {
    this.#call(deleteDatabase, { Name: name }, () => this.#catalog.deleteDatabase(name));
  }

  createTable(database: string, table: GivenTable): StoredTable {
    return this.#call(createTable, { DatabaseName: database, TableInput: table }, () =>
      this.#catalog.createTable(database, table, this.#caller),
    );
  }

  updateTable(database: string, table: GivenTable): void {
    this.#call(updateTable, { DatabaseName: database, TableInput: table }, () =>
      this.#catalog.updateTable(database, table),
    );
  }

  deleteTable({ database, definition: { Name: name } }: StoredTable): void {
    this.#call(deleteTable, { DatabaseName: database, Name: name }, () => this.#catalog.deleteTable(database, name));
  }

  /** @throws HiveFault if one of them is there */
  createPartitions(table: StoredTable, partitions: readonly GivenPartition[]): void {
    for (let at = 0; at < partitions.length; at += CREATED_AT_ONCE) {
      const some = partitions.slice(at, at + CREATED_AT_ONCE);
      this.#call(batchCreatePartition, { ...named(table), PartitionInputList: some }, () => {
        if (createPartitionsIn(this.#lab, table, some).some((refusal) => refusal !== undefined))
          throw partitionExists();
      });
    }
  }

  updatePartition(table: StoredTable, { values }: StoredPartition, partition: GivenPartition): void {
    this.#call(updatePartition, { ...named(table), PartitionValueList: values, PartitionInput: partition }, () => {
      const refusal = updatePartitionIn(this.#lab, table, { values, given: partition });
      if (refusal !== undefined) throw refusal;
    });
  }

  deletePartitions(table: StoredTable, partitions: readonly StoredPartition[]): void {
    for (let at = 0; at < partitions.length; at += DELETED_AT_ONCE) {
      const some = partitions.slice(at, at + DELETED_AT_ONCE);
      this.#call(
        batchDeletePartition,
        { ...named(table), PartitionsToDelete: some.map(({ values }) => ({ Values: [...values] })) },
        () => {
          for (const { values } of some) deletePartitionFrom(this.#lab, table, values);
        },
      );
    }
  }

  get #lab(): Pick<Lab, "glue" | "now"> {
    return { glue: this.#catalog, now: () => this.#core.now() };
  }

  #call<T>(operation: Operation<Lab>, input: Readonly<Record<string, unknown>>, work: () => T): T {
    const entry = {
      at: this.#core.now(),
      service: "glue",
      operation: operation.name,
      input,
      caller: "athena.amazonaws.com",
      origin: "service",
    } as const;
    try {
      const violations = operation.check(input);
      if (violations.length > 0) throw brokenRules(violations);
      const answer = work();
      this.#core.journal.add({ ...entry, outcome: "ok" });
      return answer;
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      this.#core.journal.add({ ...entry, outcome: { code: error.code, message: error.message, status: error.status } });
      throw catalogRefused(error.code, error.message);
    }
  }
}

const named = ({
  database,
  definition,
}: StoredTable): { readonly DatabaseName: string; readonly TableName: string } => ({
  DatabaseName: database,
  TableName: definition.Name,
});
