/**
 * The object that switches mutants on and off inside a process. There is one for each process, made by whichever file
 * is read first: files can be bundled, so they cannot import it. A mutant that is reached more than `left` times counts
 * as endless, and throws an error. `reached` counts by mutant how often the code reached it.
 */
export interface Switchboard {
  active: number;
  left: number;
  reached: Map<number, number> | undefined;
}

/** The environment variable that holds the id of the mutant that a process has switched on from its start. */
export const MUTANT_VARIABLE = "CODE_MUTANT";

const BOARD = `(() => {
  const board = { active: Number(process.env.${MUTANT_VARIABLE} ?? -1), left: Infinity, reached: new Map() };
  board.at = (id) => {
    board.reached?.set(id, (board.reached.get(id) ?? 0) + 1);
    if (board.active !== id) return false;
    if (--board.left < 0) throw new Error("This mutant does not end.");
    return true;
  };
  return board;
})()`;
/** The first statement of each file with switches, on one line, so that line numbers stay as they are. */
export const SWITCHBOARD = `const __mutant = (globalThis.__codeMutants ??= ${BOARD}).at;`.replaceAll("\n", " ");
