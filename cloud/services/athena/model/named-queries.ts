import type { Core } from "../../../core/core";
import type { Random } from "../../../core/random";
import type { Table } from "../../../storage/table";
import { createNamedQueryNotFoundFault, createOtherParametersFault } from "./faults";

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
  listOf(workGroup: string): readonly StoredNamedQuery[] {
    return this.#table
      .listValues()
      .filter((query) => query.workGroup === workGroup)
      .sort((a, b) => b.number - a.number);
  }

  /** Creates a named query, once for each client token. @returns its id @throws AwsFault InvalidRequestException for another query of the same token */
  create(given: Omit<StoredNamedQuery, "id" | "number">): string {
    const before =
      given.token === undefined ? undefined : this.#table.listValues().find(({ token }) => token === given.token);
    if (before !== undefined) {
      const isSame =
        before.name === given.name &&
        before.query === given.query &&
        before.database === given.database &&
        before.workGroup === given.workGroup;
      if (!isSame) throw createOtherParametersFault();
      return before.id;
    }
    const number = Math.max(0, ...this.#table.listValues().map((query) => query.number)) + 1;
    const id = this.#random.drawUuid();
    this.#table.set(id, { ...given, id, number });
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
