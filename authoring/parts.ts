import { basename, dirname } from "node:path/posix";
import { parsePercent, type SourceCell, type SourceFile } from "./percent";
import type { Problem } from "./problems";
import { checkHeads } from "./heads";

const NAME = /^(?<number>\d\d)-[a-z0-9]+(-[a-z0-9]+)*\.ts$/;

/**
 * Joins the parts of a lab, each of which is a file, to the cells of the lab's one notebook.
 *
 * A part is a module, so that an editor can type-check it: before its first cell it imports the names that it uses of
 * earlier parts, and exports the names that later parts use. In the notebook all cells share their names, and these
 * lines are left out.
 *
 * @param sources in the order of their names
 * @returns       the cells in order, and the problems in the parts and between them
 */
export function joinParts(sources: readonly SourceFile[]): {
  readonly cells: readonly SourceCell[];
  readonly problems: readonly Problem[];
} {
  const parts = sources.map(({ file, text }) => parsePercent(text, file));
  const cells = parts.flatMap((part) => part.cells);
  const found = parts.flatMap(({ problems }) => problems);
  return { cells, problems: [...found, ...findOutOfOrder(sources), ...findRepeatedIds(cells), ...checkHeads(parts)] };
}

function findOutOfOrder(sources: readonly SourceFile[]): Problem[] {
  const taken = new Map<string, string>();
  return sources.flatMap(({ file }) => {
    const name = basename(file);
    const number = dirname(file).endsWith("/lab") ? NAME.exec(name)?.groups?.["number"] : undefined;
    if (number === undefined)
      return [
        {
          file,
          line: 1,
          says: "This is not a part of a lab: name it like `lab/03-some-name.ts`; its number sets its position.",
        },
      ];
    const other = taken.get(number);
    taken.set(number, name);
    return other === undefined
      ? []
      : [{ file, line: 1, says: `${other} already has the number ${number}: give one of them another number.` }];
  });
}

function findRepeatedIds(cells: readonly SourceCell[]): Problem[] {
  return cells.flatMap((cell) => {
    const first = cells.find(({ id }) => id === cell.id);
    if (first === undefined || first === cell) return [];
    return [
      {
        file: cell.file,
        line: cell.line,
        says: `The id \`${cell.id}\` is already that of the cell in ${first.file}:${first.line}.`,
      },
    ];
  });
}
