import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { Lab } from "../../../course/index";
import { listHintCounts } from "../../../src/exercises/hint";
import { declareCommand, Failure, type CommandIo } from "../command";
import { openExercises } from "../open-exercises";
import { readLearnerFile } from "../learner-file";
import { findLab } from "../find-lab";
import { listProjectFiles } from "../review/project";

/**
 * The date of all entries, so that zips of equal files are equal byte for byte. A zip cannot hold a date before 1980.
 */
const DATED = new Date(1980, 0, 1);

export const pack = declareCommand({
  usage: "labs pack <lab> [--out FILE]",
  does: "Pack a lab's notebook and scripts, with lab 04's unit tests, into one zip to hand in.",
  args: ["<lab>"],
  options: { out: { type: "string", value: "FILE", help: "where to put the zip (default packed/<lab>.zip)" } },
  async run({ out }, io, [named = ""]) {
    const lab = findLab(named);
    const submission = createSubmission(io, lab);
    const file = out === undefined ? join(io.root, "packed", `${lab.id}.zip`) : resolve(io.cwd, out);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, zipSync(submission, { mtime: DATED }));
    io.printResult(`${relative(io.cwd, file)}: ${describeFiles(Object.keys(submission), lab)}.`);
    const open = await openExercises(io.root, lab);
    if (open.length > 0) io.printResult(`Still open: ${open.join(", ")}.`);
  },
});

/** The files of a submission. Those of a project that the learner needn't edit are only counted. */
function describeFiles(paths: readonly string[], { scripts, project }: Lab): string {
  const isOther = (path: string) => project !== undefined && path.startsWith(`${project}/`) && !scripts.includes(path);
  const [others, named] = [paths.filter(isOther), paths.filter((path) => !isOther(path))];
  return [...named, ...(others.length > 0 ? [`and ${others.length} other files of ${project}`] : [])].join(", ");
}

/**
 * A submission as the grader reads it: the notebook by its name, scripts by their path in the project. The other files of a
 * project are for `labs review`. `hints.json` says how many hints the learner has seen.
 */
function createSubmission({ root }: CommandIo, { id, notebook, scripts, project }: Lab): Record<string, Uint8Array> {
  const others = project === undefined ? [] : listProjectFiles(join(root, project)).map((path) => `${project}/${path}`);
  const texts = new Map([notebook, ...scripts, ...others].map((path) => [path, readLearnerFile(root, path)]));
  const missing = [...texts].flatMap(([path, text]) => (text === undefined ? [path] : []));
  if (missing.length > 0) throw new Failure(`${missing.join(" and ")} can't be packed: no such file.`);
  const entries: [string, Uint8Array][] = [...texts].map(([path, text = ""]) => {
    if (path === notebook) refuseBrokenNotebook(path, text);
    return [path === notebook ? basename(path) : path, strToU8(text)];
  });
  const hints = listHintCounts(root, id);
  if (Object.keys(hints).length > 0) entries.push(["hints.json", strToU8(`${JSON.stringify(hints, null, 2)}\n`)]);
  return Object.fromEntries(entries);
}

function refuseBrokenNotebook(path: string, text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Failure(`${path} is damaged and can't be read as a notebook. Save it again in JupyterLab, then pack.`, {
      cause: error,
    });
  }
}
