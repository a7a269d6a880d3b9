import type { Core } from "../core/core";
import { diskHasRoom } from "../core/disk-has-room";
import { lazyTable } from "../storage/lazy-table";
import type { Table } from "../storage/table";

/** A change of how many shards a stream has. `shards` is the number from then on, or how many more or fewer. */
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
  /** Of one that is launched: `t3.micro`. */
  readonly type?: string;
}

/** What a bill has to remember of calls, since neither the services nor their metrics tell of it later. */
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
 * Requests come by the thousand: those of a minute are written together, so a kill may lose the last minute's. All else is written
 * at once. A cloud whose folder is not kept writes nothing.
 */
export class UsageFacts {
  readonly #core: Core;
  readonly #table: () => Table<UsageFact>;
  /** What was written before this start. */
  readonly kept: readonly UsageFact[];
  /** When counting began, in ms since the epoch. */
  readonly since: number;
  #unwritten = new Map<string, UsageFact>();
  #writesSoon = false;
  #next: number;

  constructor(core: Core) {
    this.#core = core;
    this.#table = lazyTable(core.storage, TABLE);
    this.kept = core.storage.hasTable(TABLE) ? this.#table().values() : [];
    this.#next = this.kept.length;
    const since = this.kept.find((fact) => fact.kind === "since");
    this.since = since?.at ?? core.now();
    if (since === undefined) this.#unwritten.set("since", { kind: "since", at: this.since });
  }

  /** Tells that a counter has moved. It is written as it is then. */
  changed(key: string, counter: UsageFact): void {
    if (this.#unwritten.has(key)) return;
    this.#unwritten.set(key, counter);
    this.#writeSoon();
  }

  /** Keeps one fact more. */
  add(fact: UsageFact): void {
    this.#next += 1;
    this.#unwritten.set(`fact ${this.#next}`, fact);
    // The call that is noted has been answered, so a full disk must not fail it.
    if (!this.#wrote()) this.#writeSoon();
  }

  /** Writes what is not written yet, if the disk has room. */
  close(): void {
    this.#wrote();
  }

  #wrote(): boolean {
    return !this.#core.storage.isKept || diskHasRoom(() => this.#write());
  }

  #writeSoon(): void {
    if (this.#writesSoon || !this.#core.storage.isKept) return;
    this.#writesSoon = true;
    this.#core.clock.schedule(this.#core.now() + MINUTE_MS, () => {
      this.#write();
      this.#writesSoon = false;
    });
  }

  #write(): void {
    this.#table().change([...this.#unwritten].map(([key, fact]) => [key, { ...fact }]));
    this.#unwritten = new Map();
  }
}
