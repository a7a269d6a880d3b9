import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Storage } from "../../../../storage/storage";

/** Names files of one delivery stream that don't have to survive a restart: spilled buffers, rows that are being converted. */
export class WorkFiles {
  readonly #storage: Storage;
  readonly #folder: string;
  #named = 0;

  /** Removes the files that an earlier run left. @param folder as for `Storage.createSubfolder` */
  constructor(storage: Storage, folder: string) {
    this.#storage = storage;
    this.#folder = folder;
    rmSync(storage.createSubfolder(folder), { recursive: true, force: true });
  }

  /** A path that no other file has. */
  createPath(): string {
    this.#named += 1;
    return join(this.#storage.createSubfolder(this.#folder), String(this.#named));
  }
}
