import type { Core } from "../../../core/core";
import type { Random } from "../../../../foundation/random";
import type { Table } from "../../../storage/table";
import { createExecutionNotFoundFault } from "./faults";
import { isFinal, type StoredExecution } from "./stored-execution";

/** AWS keeps the history of queries for 45 days; here only the time counts in which the cloud was running. */
const RETENTION_MS = 45 * 86_400_000;

/** All queries that were started in the account, and are still in the history. */
export class Executions {
  readonly #core: Core;
  readonly #random: Random;
  readonly #table: Table<StoredExecution>;
  readonly #byToken = new Map<string, string>();
  #last = 0;

  constructor(core: Core) {
    this.#core = core;
    this.#random = core.random.fork("athena/executions");
    this.#table = core.storage.openTable<StoredExecution>("athena/executions");
    for (const execution of this.#table.listValues()) this.#remember(execution);
    this.#forgetOld();
  }

  find(id: string): StoredExecution | undefined {
    return this.#table.get(id);
  }

  /** @throws AwsFault InvalidRequestException */
  get(id: string): StoredExecution {
    const found = this.find(id);
    if (found === undefined) throw createExecutionNotFoundFault(id);
    return found;
  }

  /** The query that was started with a client request token. */
  findByToken(token: string): StoredExecution | undefined {
    const id = this.#byToken.get(token);
    return id === undefined ? undefined : this.find(id);
  }

  /** The queries of a work group, the newest first. */
  listByWorkGroup(workGroup: string): readonly StoredExecution[] {
    return this.#table
      .listValues()
      .filter((execution) => execution.workGroup === workGroup)
      .sort((a, b) => b.number - a.number);
  }

  /** The queries that are not over, the oldest first. */
  open(): readonly StoredExecution[] {
    return this.#table
      .listValues()
      .filter(({ state }) => !isFinal(state))
      .sort((a, b) => a.number - b.number);
  }

  createId(): string {
    return this.#random.drawUuid();
  }

  add(details: Omit<StoredExecution, "number">): StoredExecution {
    this.#forgetOld();
    const execution = { ...details, number: this.#last + 1 };
    this.#table.set(execution.id, execution);
    this.#remember(execution);
    return execution;
  }

  /** Saves a change of a query. @returns the changed query */
  change(id: string, change: Partial<StoredExecution>): StoredExecution {
    const execution = { ...this.get(id), ...change };
    this.#table.set(id, execution);
    return execution;
  }

  /** Removes a work group's queries from the history. */
  removeByWorkGroup(workGroup: string): void {
    for (const execution of this.listByWorkGroup(workGroup)) this.#remove(execution);
  }

  #remember({ id, number, token }: StoredExecution): void {
    this.#last = Math.max(this.#last, number);
    if (token !== undefined) this.#byToken.set(token.text, id);
  }

  #remove({ id, token }: StoredExecution): void {
    this.#table.remove(id);
    if (token !== undefined) this.#byToken.delete(token.text);
  }

  /**
   * Removes old queries. The table is in the order of their start, so the first query that is young enough ends the
   * search.
   */
  #forgetOld(): void {
    for (const execution of this.#table.listValues()) {
      if (this.#core.clock.getUpMs() - execution.submittedUpMs <= RETENTION_MS) return;
      if (isFinal(execution.state)) this.#remove(execution);
    }
  }
}
