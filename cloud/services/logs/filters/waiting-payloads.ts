import { randomUUID } from "node:crypto";
import type { Core } from "../../../core/core";
import { lazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";
import type { StoredSubscription } from "./stored-filters";

const TABLE = "logs/waiting-payloads";

/** Events on their way to a filter's destination. */
export interface Sent {
  readonly group: string;
  readonly stream: string;
  readonly events: number;
  readonly payload: Buffer;
}

/** Events that a destination refused for the moment. */
export interface Waiting {
  readonly key: string;
  readonly subscription: StoredSubscription;
  readonly sent: Sent;
  /** When they are given up, ms since the epoch. */
  readonly until: number;
}

type StoredWaiting = Omit<Waiting, "key" | "sent"> & {
  readonly sent: Omit<Sent, "payload"> & { readonly payload: string };
};

/** What waits to be sent again, kept so that a cloud that is started again sends it. */
export class WaitingPayloads {
  readonly #core: Core;
  readonly #table: () => Table<StoredWaiting>;

  constructor(core: Core) {
    this.#core = core;
    this.#table = lazyTable(core.storage, TABLE);
  }

  /** All that waited when the cloud ended. */
  all(): readonly Waiting[] {
    if (!this.#core.storage.hasTable(TABLE)) return [];
    return [...this.#table().entries()].map(([key, { sent, ...rest }]) => ({
      ...rest,
      key,
      sent: { ...sent, payload: Buffer.from(sent.payload, "base64") },
    }));
  }

  /** @returns its key */
  add({ subscription, sent, until }: Omit<Waiting, "key">): string {
    const key = randomUUID();
    this.#table().set(key, { subscription, sent: { ...sent, payload: sent.payload.toString("base64") }, until });
    return key;
  }

  /** It was taken, or given up. */
  remove(key: string): void {
    this.#table().remove(key);
  }
}
