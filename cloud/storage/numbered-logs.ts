import { readdirSync, rmSync } from "node:fs";
import type { AppendLog } from "./append-log";
import type { Storage } from "./storage";

/** A family of logs in one folder, with growing numbers in their names: old logs are removed as a whole. */
export class NumberedLogs {
  readonly #storage: Storage;
  readonly #folder: string;
  readonly #name: string;

  /** @param folder as for `Storage.createSubfolder`; @param name the logs' name without the number */
  constructor(storage: Storage, folder: string, name: string) {
    this.#storage = storage;
    this.#folder = folder;
    this.#name = name;
  }

  /** The numbers of the logs that exist, lowest first. */
  listNumbers(): readonly number[] {
    const pattern = new RegExp(`^${this.#name}-(\\d+)\\.log$`);
    const found = readdirSync(this.#storage.createSubfolder(this.#folder)).map((file) => pattern.exec(file)?.[1]);
    return found
      .filter((item) => item !== undefined)
      .map(Number)
      .sort((a, b) => a - b);
  }

  open(number: number, replay: (payload: Buffer) => void): AppendLog {
    return this.#storage.log(`${this.#folder}/${this.#name}-${String(number).padStart(9, "0")}`, replay);
  }

  remove(log: AppendLog): void {
    this.#storage.release(log);
    rmSync(log.path, { force: true });
  }
}
