import { readFileSync } from "node:fs";
import path from "node:path";
import { describeOtherCell } from "./other-cells";

/** The source texts that positions refer to. */
export interface Sources {
  findCell(id: string): string | undefined;
  /** @param file path from the project root */
  findFile(file: string): string | undefined;
  /** Advice about an undefined name, if another cell of the notebook defines it. */
  adviseOnUndefined(name: string): string | undefined;
}

/**
 * @param cells   code of the cells that were run, by id
 * @param running the notebook's own id of the cell that runs
 */
export function createSources(
  root: string,
  cells: ReadonlyMap<string, string>,
  running: () => string | undefined = () => undefined,
): Sources {
  return {
    adviseOnUndefined: (name) => {
      const cellId = running();
      return cellId === undefined
        ? undefined
        : describeOtherCell(name, { folder: path.join(root, "notebooks"), cellId });
    },
    findCell: (id) => cells.get(id),
    findFile: (file) => {
      try {
        return readFileSync(path.join(root, file), "utf8");
      } catch {
        return undefined; // the report then shows no line of it
      }
    },
  };
}
