import { randomUUID } from "node:crypto";
import type { Core } from "../../../../core/core";
import { createLazyTable } from "../../../../storage/lazy-table";
import type { Table } from "../../../../storage/table";
import type { StoredSubscription } from "./filter-table";

const TABLE = "logs/waiting-payloads";

/** Events that are sent to a filter's destination. */
export interface SentEvents {
  readonly group: string;
  readonly stream: string;
  readonly events: number;
  readonly payload: Buffer;
}

/** Events that a destination throttled. */
export interface WaitingPayload {
  readonly key: string;
  readonly subscription: StoredSubscription;
  readonly sent: SentEvents;
  /** When sending is given up, ms since the epoch. */
  readonly until: number;
}

type StoredPayload = Omit<WaitingPayload, "key" | "sent"> & {
  readonly sent: Omit<SentEvents, "payload"> & { readonly payload: string };
};

/** Payloads that wait to be sent again; stored, so that they are sent even after a restart of the cloud. */
export class WaitingPayloads {
  readonly #core: Core;
  readonly #getTable: () => Table<StoredPayload>;

  constructor(core: Core) {
    this.#core = core;
    this.#getTable = createLazyTable(core.storage, TABLE);
  }

  /** All payloads that wait. */
  listAll(): readonly WaitingPayload[] {
    if (!this.#core.storage.hasTable(TABLE)) return [];
    return [...this.#getTable().listEntries()].map(([key, { sent, ...rest }]) => ({
      ...rest,
      key,
      sent: { ...sent, payload: Buffer.from(sent.payload, "base64") },
    }));
  }

  /** @returns its key */
  add({ subscription, sent, until }: Omit<WaitingPayload, "key">): string {
    const key = randomUUID();
    this.#getTable().set(key, { subscription, sent: { ...sent, payload: sent.payload.toString("base64") }, until });
    return key;
  }

  /** Removes a payload that was accepted or given up. */
  remove(key: string): void {
    this.#getTable().remove(key);
  }
}
