import type { Core } from "../core/core";
import { writeIfDiskHasSpace } from "../core/write-if-disk-has-space";
import { createLazyTable } from "../storage/lazy-table";
import type { Table } from "../storage/table";

/** A change of a stream's number of shards. `shards` is the new number, or the difference. */
export interface ShardChange {
  readonly stream: string;
  readonly at: number;
  readonly kind: "created" | "deleted" | "set" | "by";
  readonly shards: number;
  readonly isOnDemand?: boolean;
}

/** An instance begins to run, or ends. */
export interface InstanceChange {
  readonly id: string;
  readonly at: number;
  readonly runs: boolean;
  /** The type of a launched instance, such as `t3.micro`. */
  readonly type?: string;
}

/** The facts about calls that a bill must store, since neither the services nor their metrics have them later. */
export type UsageFact =
  | { readonly kind: "since"; readonly at: number }
  | { readonly kind: "requests"; readonly price: string; readonly at: number; readonly count: number }
  | { readonly kind: "shards"; readonly change: ShardChange }
  | { readonly kind: "instance"; readonly change: InstanceChange }
  | { readonly kind: "query"; readonly id: string }
  | { readonly kind: "memory"; readonly of: string; readonly mb: number }
  | { readonly kind: "converts" | "partitions"; readonly of: string };

const TABLE = "cost/usage";
const MINUTE_MS = 60_000;

/**
 * The facts of a bill, which a restart does not forget and a reset does.
 *
 * There may be thousands of requests: those of a minute are written together, so a kill may lose the last minute's.
 * Other facts are written at once. A cloud without a data folder writes none.
 */
export class UsageFacts {
  readonly #core: Core;
  readonly #getTable: () => Table<UsageFact>;
  /** The facts that were written before this start. */
  readonly stored: readonly UsageFact[];
  /** When counting began, in ms since the epoch. */
  readonly since: number;
  #unwritten = new Map<string, UsageFact>();
  #writesSoon = false;
  #next: number;

  constructor(core: Core) {
    this.#core = core;
    this.#getTable = createLazyTable(core.storage, TABLE);
    this.stored = core.storage.hasTable(TABLE) ? this.#getTable().listValues() : [];
    this.#next = this.stored.length;
    const since = this.stored.find((fact) => fact.kind === "since");
    this.since = since?.at ?? core.now();
    if (since === undefined) this.#unwritten.set("since", { kind: "since", at: this.since });
  }

  /** Notes that a counter has changed. Its value at the time of writing is written. */
  noteChange(key: string, counter: UsageFact): void {
    if (this.#unwritten.has(key)) return;
    this.#unwritten.set(key, counter);
    this.#writeSoon();
  }

  add(fact: UsageFact): void {
    this.#next += 1;
    this.#unwritten.set(`fact ${this.#next}`, fact);
    // The call has been answered already, so a full disk must not make it fail.
    if (!this.#writeChanged()) this.#writeSoon();
  }

  /** Writes the unwritten facts, if the disk has room. */
  close(): void {
    this.#writeChanged();
  }

  #writeChanged(): boolean {
    return !this.#core.storage.isDurable || writeIfDiskHasSpace(() => this.#write());
  }

  #writeSoon(): void {
    if (this.#writesSoon || !this.#core.storage.isDurable) return;
    this.#writesSoon = true;
    this.#core.clock.schedule(this.#core.now() + MINUTE_MS, () => {
      this.#write();
      this.#writesSoon = false;
    });
  }

  #write(): void {
    this.#getTable().change([...this.#unwritten].map(([key, fact]) => [key, { ...fact }]));
    this.#unwritten = new Map();
  }
}
