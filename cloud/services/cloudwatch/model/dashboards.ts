import type { Core } from "../../../core/core";
import { createLazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";

interface StoredDashboard {
  readonly name: string;
  /** The dashboard's JSON as it was given. */
  readonly body: string;
  /** When the dashboard was last changed, in ms since the epoch. */
  readonly modifiedAt: number;
}

/** Dashboards: stored and returned, but not shown; the console has its own pages. */
export class Dashboards {
  readonly #core: Core;
  readonly #getTable: () => Table<StoredDashboard>;

  constructor(core: Core) {
    this.#core = core;
    this.#getTable = createLazyTable(core.storage, "cloudwatch/dashboards");
  }

  /** All dashboards, sorted by name. */
  listAll(): readonly StoredDashboard[] {
    return [...this.#getTable().listValues()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): StoredDashboard | undefined {
    return this.#getTable().get(name);
  }

  put(name: string, body: string): void {
    this.#getTable().set(name, { name, body, modifiedAt: this.#core.now() });
  }

  remove(name: string): void {
    this.#getTable().remove(name);
  }

  /** The ARN of a dashboard, which names no region. */
  createArn(name: string): string {
    return `arn:aws:cloudwatch::${this.#core.account}:dashboard/${name}`;
  }
}
