import type { Core } from "../../../core/core";
import type { Table } from "../../../storage/table";
import { createPreparedStatementExistsFault, createPreparedStatementNotFoundFault } from "./faults";

/** A prepared statement as it is stored. */
export interface StoredStatement {
  readonly name: string;
  readonly workGroup: string;
  readonly query: string;
  readonly description?: string | undefined;
  /** When the statement was last changed, in ms since the epoch. */
  readonly changedAt: number;
}

/** The prepared statements of all work groups; names are unique within a work group. */
export class PreparedStatements {
  readonly #core: Core;
  readonly #table: Table<StoredStatement>;

  constructor(core: Core) {
    this.#core = core;
    this.#table = core.storage.openTable<StoredStatement>("athena/prepared-statements");
  }

  find(name: string, workGroup: string): StoredStatement | undefined {
    return this.#table.get(getKey(name, workGroup));
  }

  /** @throws AwsFault ResourceNotFoundException */
  get(name: string, workGroup: string): StoredStatement {
    const found = this.find(name, workGroup);
    if (found === undefined) throw createPreparedStatementNotFoundFault(name, workGroup);
    return found;
  }

  /** The prepared statements of a work group, sorted by name. */
  listOf(workGroup: string): readonly StoredStatement[] {
    return this.#table
      .listValues()
      .filter((statement) => statement.workGroup === workGroup)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws AwsFault InvalidRequestException */
  create(given: Omit<StoredStatement, "changedAt">): void {
    if (this.find(given.name, given.workGroup) !== undefined)
      throw createPreparedStatementExistsFault(given.name, given.workGroup);
    this.set(given);
  }

  /** @throws AwsFault ResourceNotFoundException */
  update(given: Omit<StoredStatement, "changedAt">): void {
    const before = this.get(given.name, given.workGroup);
    this.set({ ...given, description: given.description ?? before.description });
  }

  /** Creates a statement or replaces that of the same name, as PREPARE does. */
  set(given: Omit<StoredStatement, "changedAt">): void {
    this.#table.set(getKey(given.name, given.workGroup), { ...given, changedAt: this.#core.now() });
  }

  /** @throws AwsFault ResourceNotFoundException */
  remove(name: string, workGroup: string): void {
    this.get(name, workGroup);
    this.#table.remove(getKey(name, workGroup));
  }
}

const getKey = (name: string, workGroup: string): string => JSON.stringify([workGroup, name]);
