import { readFileSync } from "node:fs";
import path from "node:path";

/** The text that positions point into. */
export interface Sources {
  cell(id: string): string | undefined;
  /** @param file path from the project root */
  file(file: string): string | undefined;
}

/** @param cells code of the cells that were run, by id */
export function createSources(root: string, cells: ReadonlyMap<string, string>): Sources {
  return {
    cell: (id) => cells.get(id),
    file: (file) => {
      try {
        return readFileSync(path.join(root, file), "utf8");
      } catch {
        return undefined;
      }
    },
  };
}
