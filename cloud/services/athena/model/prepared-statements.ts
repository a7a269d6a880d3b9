import type { Core } from "../../../core/core";
import type { Table } from "../../../storage/table";
import {
  createPreparedStatementExistsFault,
  createPreparedStatementNotFoundFault,
  createNamedQueryNotFoundFault,
  createOtherParametersFault,
} from "./faults";
import type { Random } from "../../../../foundation/random";

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
  listByWorkGroup(workGroup: string): readonly StoredStatement[] {
    return this.#table
      .listValues()
      .filter((statement) => statement.workGroup === workGroup)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws AwsFault InvalidRequestException */
  create(statement: Omit<StoredStatement, "changedAt">): void {
    if (this.find(statement.name, statement.workGroup) !== undefined)
      throw createPreparedStatementExistsFault(statement.name, statement.workGroup);
    this.set(statement);
  }

  /** @throws AwsFault ResourceNotFoundException */
  update(statement: Omit<StoredStatement, "changedAt">): void {
    const before = this.get(statement.name, statement.workGroup);
    this.set({ ...statement, description: statement.description ?? before.description });
  }

  /** Creates a statement or replaces that of the same name, as PREPARE does. */
  set(statement: Omit<StoredStatement, "changedAt">): void {
    this.#table.set(getKey(statement.name, statement.workGroup), { ...statement, changedAt: this.#core.now() });
  }

  /** @throws AwsFault ResourceNotFoundException */
  remove(name: string, workGroup: string): void {
    this.get(name, workGroup);
    this.#table.remove(getKey(name, workGroup));
  }
}

const getKey = (name: string, workGroup: string): string => JSON.stringify([workGroup, name]);

export interface StoredNamedQuery {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly description?: string | undefined;
  readonly database: string;
  readonly query: string;
  readonly workGroup: string;
  readonly token?: string | undefined;
}

/** The account's named queries. */
export class NamedQueries {
  readonly #random: Random;
  readonly #table: Table<StoredNamedQuery>;

  constructor(core: Core) {
    this.#random = core.random.fork("athena/named-queries");
    this.#table = core.storage.openTable<StoredNamedQuery>("athena/named-queries");
  }

  find(id: string): StoredNamedQuery | undefined {
    return this.#table.get(id);
  }

  /** @throws AwsFault InvalidRequestException */
  get(id: string): StoredNamedQuery {
    const found = this.find(id);
    if (found === undefined) throw createNamedQueryNotFoundFault(id);
    return found;
  }

  /** The named queries of a work group, the newest first. */
  listByWorkGroup(workGroup: string): readonly StoredNamedQuery[] {
    return this.#table
      .listValues()
      .filter((query) => query.workGroup === workGroup)
      .sort((a, b) => b.number - a.number);
  }

  /** Creates a named query, once for each client token. @returns its id @throws AwsFault InvalidRequestException for another query of the same token */
  create(statement: Omit<StoredNamedQuery, "id" | "number">): string {
    const before =
      statement.token === undefined
        ? undefined
        : this.#table.listValues().find(({ token }) => token === statement.token);
    if (before !== undefined) {
      const isSame =
        before.name === statement.name &&
        before.query === statement.query &&
        before.database === statement.database &&
        before.workGroup === statement.workGroup;
      if (!isSame) throw createOtherParametersFault();
      return before.id;
    }
    const number = Math.max(0, ...this.#table.listValues().map((query) => query.number)) + 1;
    const id = this.#random.drawUuid();
    this.#table.set(id, { ...statement, id, number });
    return id;
  }

  /** @throws AwsFault InvalidRequestException */
  update(id: string, change: Pick<StoredNamedQuery, "name" | "description" | "query">): void {
    this.#table.set(id, { ...this.get(id), ...change });
  }

  /** @throws AwsFault InvalidRequestException */
  remove(id: string): void {
    this.get(id);
    this.#table.remove(id);
  }
}
