import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { buildLab, readLab, readTranslation, replaceRegionBodies } from "../../../authoring/index";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";
import { createChecker } from "../../../grader/checker/checker";
import { serveChecker } from "../../../grader/checker/server";
import { bundleGrader } from "../../../grader/core/bundle.mjs";
import { commands } from "../commands/index";
import { findLab } from "../find-lab";
import { dispatch } from "../main";

const ROOT = join(import.meta.dirname, "..", "..", "..");

interface LearnerFolder {
  /** The lines between START and END, by exercise; all other exercises are open. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  /** The notebook's language. */
  readonly language?: string;
}

/** Creates a learner's folder with a lab's notebook. */
export async function createLearnerFolder(lab: string, { answers, language = "en" }: LearnerFolder): Promise<string> {
  const folder = createTemporaryFolder();
  for (const part of ["data", "package.json"]) symlinkSync(join(ROOT, part), join(folder, part));
  // The scripts of the lab are in it, and a check reads no link.
  cpSync(join(ROOT, "src"), join(folder, "src"), { recursive: true });
  const translation = await readTranslation(ROOT, lab, language);
  const [built] = buildLab(await readLab(ROOT, lab), { translation }).learner;
  const notebook = JSON.parse(built?.text ?? "") as INotebookContent;
  for (const [exercise, answer] of Object.entries(answers)) {
    const cell = notebook.cells.find(({ metadata }) => JSON.stringify(metadata).includes(`"${exercise}"`));
    const lines = [cell?.source ?? ""].flat().join("").split("\n");
    if (cell) cell.source = replaceRegionBodies(lines, [answer]).join("\n");
  }
  const path = join(folder, findLab(lab).notebook);
  mkdirSync(dirname(path));
  writeFileSync(path, JSON.stringify(notebook, null, 1));
  return folder;
}

/** Runs `labs …` in a learner's folder, and returns all that it prints. */
export async function runLabs(
  root: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const lines: string[] = [];
  const printResult = (line: string): void => void lines.push(line);
  const io = { printResult, printError: printResult, root, cwd: root, env, isTerminal: false };
  await dispatch([...argv], io, { name: "npx labs", table: commands });
  return lines.join("\n");
}

/** What a check of a learner's folder may be given. */
interface FolderCheck {
  /** One exercise, such as `split`; all of them, if not given. */
  readonly exercise?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `labs check` in a learner's folder, with the checker that `npm start` keeps. */
export async function checkLearnerFolder(
  root: string,
  lab: string,
  { exercise, env }: FolderCheck = {},
): Promise<string> {
  const { compiler } = await bundleGrader(ROOT);
  const checker = createChecker({ root: ROOT, work: root, compiler, labs: [findLab(lab)] });
  const server = await serveChecker(checker, () => undefined);
  mkdirSync(join(root, ".labs"), { recursive: true });
  writeFileSync(join(root, ".labs", "checker.json"), JSON.stringify(server.address));
  try {
    return await runLabs(root, ["check", lab, ...(exercise === undefined ? [] : ["--exercise", exercise])], env);
  } finally {
    await server.close();
    await checker.close();
  }
}
