import { lstatSync } from "node:fs";
import { appendFile, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { formatCsvField } from "../../../grader/reports/csv-text";
import { formatColumns, declareCommand, Failure, UsageError, type CommandIo } from "../command";
import { TESTS_OF_OPERATORS } from "../review/items";
import { PROJECT_PATH, readProject, type SourceFile } from "../review/project";
import { reviewFiles, reviewInShort, type ReviewedItem } from "../review/review-project";
import { judgeByRunning } from "../review/run-tests";
import { reviewPage, VERDICT_WORDS } from "../review/review-page";
import { ignoreMissing } from "../../../grader/core/ignore-missing";

export const review = declareCommand({
  usage: "labs review [folder] [--html FILE] [--marks FILE --id ID [--points N]]",
  does: "Review a stream application against the exam's checklist (lab 04). Only its unit tests are run.",
  args: ["[folder]"],
  options: {
    html: {
      type: "string",
      value: "FILE",
      help: "write a page with the review and a form for the items that a person judges",
    },
    marks: { type: "string", value: "FILE", help: "add the review as a line to a file for `labs grade --manual`" },
    id: { type: "string", value: "ID", help: "the ID of the submission that the project belongs to" },
    points: { type: "string", value: "N", help: "points to add to the score (default: only the comment)" },
  },
  async run(options, io, [folder]) {
    const line = findMarksLine(options);
    const project = folder === undefined ? resolve(io.root, PROJECT_PATH) : findProject(resolve(io.cwd, folder));
    const items = reviewItems(project, { root: io.root, isOwn: folder === undefined });
    print(items, io);
    if (options.html !== undefined) {
      await writeFile(resolve(io.cwd, options.html), reviewPage(relative(io.cwd, project) || project, items));
      io.printResult(`The review, with a form for the items that a person judges: ${options.html}`);
    }
    if (line !== undefined)
      await addLine(resolve(io.cwd, line.file), [line.id, "", line.points, `Code review: ${reviewInShort(items)}.`]);
    return items.some(({ verdict }) => verdict === "fails") ? 1 : 0;
  },
});

/** The project in a folder: the folder itself, or `src/metrics` in it, as in a whole course. Links are not followed. */
function findProject(folder: string): string {
  const [src, project] = [join(folder, dirname(PROJECT_PATH)), join(folder, PROJECT_PATH)];
  const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder(src) && isFolder(project) ? project : folder;
}

interface MarksLine {
  readonly file: string;
  readonly id: string;
  readonly points: string;
}

/** The file and the line of the review's manual mark; undefined if none is to be added. @throws UsageError */
function findMarksLine({
  marks,
  id,
  points = "",
}: {
  marks?: string;
  id?: string;
  points?: string;
}): MarksLine | undefined {
  if ((marks === undefined) !== (id === undefined)) throw new UsageError("--marks and --id must be used together.");
  if (marks === undefined || id === undefined) {
    if (points !== "") throw new UsageError("--points needs --marks.");
    return undefined;
  }
  if (!/^(\d+(\.\d+)?)?$/.test(points)) throw new UsageError(`"${points}" is not a number of points.`);
  return { file: marks, id, points };
}

function reviewItems(project: string, where: { readonly root: string; readonly isOwn: boolean }): ReviewedItem[] {
  const files = readFiles(project);
  return reviewFiles(files).map((item) =>
    item.point === TESTS_OF_OPERATORS && item.verdict === "holds" ? { ...item, ...judgeByRunning(files, where) } : item,
  );
}

function readFiles(project: string): SourceFile[] {
  try {
    return readProject(project);
  } catch (error) {
    throw new Failure((error as Error).message, { cause: error });
  }
}

function print(items: readonly ReviewedItem[], io: CommandIo): void {
  formatColumns(
    items.map(({ point, verdict, says }) => [point, `${VERDICT_WORDS[verdict]}: ${says}`] as const),
  ).forEach((line) => {
    io.printResult(line);
  });
  for (const { point, verdict, found, look } of items) {
    if (verdict === "holds") continue;
    io.printResult("");
    io.printResult(`${point}: ${found}.`);
    io.printResult(`  Look at: ${look}.`);
  }
  io.printResult("");
  io.printResult(`${reviewInShort(items)}.`);
}

/** Appends a line to a file of manual marks; the heading first, if the file is new. */
async function addLine(file: string, line: readonly string[]): Promise<void> {
  const { size = 0 } = (await stat(file).catch(ignoreMissing)) ?? {};
  const heading = size === 0 ? "id,exercise,points,comment\n" : "";
  await appendFile(file, `${heading}${line.map(formatCsvField).join(",")}\n`);
}
