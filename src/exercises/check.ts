import { existsSync } from "node:fs";
import { join } from "node:path";
import { findProjectRoot } from "../running/project-root";
import { runProcess } from "../running/run-process";
import { getLabOf, openLearnerTexts } from "./learner-texts";
import { showDoing } from "./show-doing";
import {
  listExecutedCells,
  listLearnerNotebooks,
  findRunningNotebook,
  type SavedCell,
  type SavedNotebook,
} from "./running-cell";

/**
 * Checks your saved notebook and scripts with the program that grades them, and prints its findings.
 *
 * The check runs the saved files in a new lab cloud of its own: the resources in your lab cloud stay as they are.
 *
 * @param exercise such as `01-streaming-ingestion.create-buckets`; the whole lab, if not given
 * @throws Error if the check itself could not run
 */
export async function check(exercise?: string): Promise<void> {
  if (process.env["LABS_GRADING"]) {
    console.log("Checks don't run here."); // The grader also runs this cell, and would call itself endlessly.
    return;
  }
  const root = findProjectRoot();
  const notebook = findRunningNotebook();
  const warning = notebook ? warnIfUnsaved(notebook, exercise) : undefined;
  if (warning) console.log(warning);

  const labs = join(root, "scripts", "labs.mjs");
  // A copy for a class comes without the grader.
  if (!existsSync(join(root, "grader", "index.ts")))
    throw new Error("This copy of the course has no checks. Ask the person who gave it to you.");
  const lab = getLabNumber(exercise, notebook);
  const doing = showDoing(openLearnerTexts(getLabOf(exercise ?? notebook?.path ?? ""), root));
  const status = await runProcess(
    process.execPath,
    [labs, "check", lab, ...(exercise ? ["--exercise", exercise] : [])],
    { cwd: root, hear: doing.hear },
  ).finally(doing.end);
  // Status 1 means that an exercise is not right yet: the check has printed it, and this cell has not failed.
  if (status > 1) throw new Error(`The check could not run (\`npx labs check ${lab}\` ended with status ${status}).`);
}

/** The lab's number: `01` of `01-streaming-ingestion.create-buckets`; without an exercise, that of the notebook. */
function getLabNumber(exercise: string | undefined, notebook: SavedNotebook | undefined): string {
  const path = notebook?.path ?? listLearnerNotebooks()[0]?.path ?? "";
  const number = /^(\d+)-/.exec(exercise ?? path.replace("notebooks/", ""))?.[1];
  if (number === undefined)
    throw new Error(
      `No lab has an exercise \`${exercise}\`: exercises are named like 01-streaming-ingestion.create-buckets.`,
    );
  return number;
}

/**
 * A warning if the code of a graded cell that was run last differs from the saved one; undefined if there is no
 * difference.
 *
 * The check reads the file, so it does not see a change that is not saved. A cell that was saved after its last run has to be run.
 *
 * @param exercise the exercise to look at; by default all
 */
export function warnIfUnsaved({ path, cells, savedAt = 0 }: SavedNotebook, exercise?: string): string | undefined {
  const ran = new Map(listExecutedCells().map((cell) => [cell.cellId ?? "", cell]));
  const graded = cells.filter(
    (cell) => cell.exercise !== undefined && (exercise === undefined || cell.exercise === exercise),
  );
  const differing = graded.filter(({ id, code }) => (ran.get(id)?.code ?? code) !== code);
  const isOlder = ({ id }: SavedCell) => savedAt > (ran.get(id)?.at ?? savedAt);
  const [toRun, toSave] = [differing.filter(isOlder), differing.filter((cell) => !isOlder(cell))];
  const say = openLearnerTexts(getLabOf(path));
  const list = (found: readonly SavedCell[]) => found.map((cell) => cell.exercise).join(", ");
  const warnings = [
    ...(toSave.length === 0
      ? []
      : [
          `⚠ ${say("{1} on disk is not what you ran. Save it (Ctrl+S, or Cmd+S), and check again: only what is saved counts.", path)}\n  ${say("Different: {1}", list(toSave))}`,
        ]),
    ...(toRun.length === 0
      ? []
      : [
          `⚠ ${say("You changed and saved code that you haven't run yet. This check looks at the saved code. Run the cell to bring your own cloud up to date.")}\n  ${say("Different: {1}", list(toRun))}`,
        ]),
  ];
  return warnings.length === 0 ? undefined : warnings.join("\n");
}
