/**
 * What switches mutants on and off inside a process. One for each process, whichever file is read first: files can be bundled, so
 * none imports it. A mutant that is met more often than `left` says would never end, and throws. `reached` counts the mutants met.
 */
export interface Switchboard {
  active: number;
  left: number;
  reached: Map<number, number> | undefined;
}

/** The variable that tells a process which mutant is on from its start. */
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
/** First in each file with switches, on one line. */
export const SWITCHBOARD = `const __mutant = (globalThis.__codeMutants ??= ${BOARD}).at;`.replaceAll("\n", " ");
