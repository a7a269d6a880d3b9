import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { findProjectRoot } from "../running/project-root";
import { listExecutedCells, findRunningNotebook, type SavedCell } from "./running-cell";

declare global {
  /** A placeholder for your own code. */
  // `None` must type-check everywhere: as a function, an object, a number, in a template. Only `any` does.
  // oxlint-disable-next-line typescript/no-explicit-any
  var None: any;
}

/** `None` was used: an exercise is still open. */
export class ExerciseOpen extends Error {
  override readonly name: string = "ExerciseOpen";
}

/**
 * A placeholder for a learner's own code. It can be assigned and passed on; any use of it (a call, a member, a
 * calculation, a template, an `await`) throws an `ExerciseOpen` that says which exercise is still open, and where.
 *
 * `None` is also a global name, so that an answer that still contains it compiles in any file.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- see above
export const None: any = new Proxy(
  function None() {
    /* never called: see `apply` below */
  },
  {
    apply: throwStillOpen,
    construct: throwStillOpen,
    get: throwStillOpen,
    set: throwStillOpen,
    has: throwStillOpen,
    deleteProperty: throwStillOpen,
    ownKeys: throwStillOpen,
  },
);
globalThis.None = None;

/**
 * Checks that no file that the running cell imports is still open, nor one beside it that it imports in turn. A `None` that is only
 * returned does not throw, and would make tests fail in ways that do not show why.
 *
 * @throws ExerciseOpen which says which exercise is still open, and where
 */
export function assertImportsAnswered(): void {
  const open = findInImported(listExecutedCells().at(-1)?.code ?? "");
  if (open !== undefined) throw openAt(open);
}

function throwStillOpen(): never {
  const where = findInFunction() ?? findInScript(new Error().stack ?? "") ?? findInProgram() ?? findInNotebook();
  const open = openAt(where);
  // The stack begins at the learner's line, not in this file.
  Error.captureStackTrace(open, throwStillOpen);
  throw open;
}

const openAt = (where: string): ExerciseOpen =>
  new ExerciseOpen(
    `${where} is still open: replace None with your own code. ` +
      "Replace each None between START CODE HERE and END CODE HERE, save, and run it again.",
  );

/**
 * Where an exercise is open in a Lambda function, which runs as one bundled file without the course's paths: only the
 * function's name is known.
 */
function findInFunction(): string | undefined {
  const name = process.env["AWS_LAMBDA_FUNCTION_NAME"];
  return name && `An exercise in the code of ${name}`;
}

/**
 * A line of a stack: `at run (file:///labs/src/etl/consumer.ts:58:12)`, or without the brackets, or with a plain path
 * instead of a URL.
 */
const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?\.ts)(?:\?[^:)]*)?:\d+:\d+\)?$/gm;

/**
 * The script that uses None, with the lines where it stands, such as `The exercise in src/etl/consumer.ts, line 58`.
 *
 * This is the innermost file of the project that has a `None` in its code; other files may only have been passed one.
 */
function findInScript(stack: string): string | undefined {
  const root = findProjectRoot();
  for (const [, address = ""] of stack.matchAll(FRAME)) {
    const file = address.startsWith("file:") ? fileURLToPath(address) : address;
    const location = findInFile(root, file);
    if (location !== undefined) return location;
  }
  return undefined;
}

/**
 * The script that was started, if it has a `None`. The SDK reads its input some steps later, when the script is no
 * longer on the stack.
 */
function findInProgram(): string | undefined {
  const [, program] = process.argv;
  return program?.endsWith(".ts") ? findInFile(findProjectRoot(), program) : undefined;
}

function findInFile(root: string, file: string): string | undefined {
  const path = relative(root, file).split(sep).join("/");
  const open = /^\.\.|node_modules|\.test\.ts$|^src\/exercises\//.test(path) ? [] : listOpenLines(file);
  return open.length > 0
    ? `The exercise in ${path}, line${open.length === 1 ? "" : "s"} ${open.join(", ")},`
    : undefined;
}

function listOpenLines(file: string): number[] {
  if (!statSync(file, { throwIfNoEntry: false })) return [];
  return listLinesWithNone(readFileSync(file, "utf8"));
}

/** The numbers of the lines that have a `None` outside of comments. */
const listLinesWithNone = (text: string): number[] =>
  text.split("\n").flatMap((line, index) => (/\bNone\b/.test(line.replace(/\/\/.*$/, "")) ? [index + 1] : []));

/** A file of the learner's that the running cell imports: the `None` is in that file, and the cell passes it on. */
function findInImported(code: string): string | undefined {
  const root = findProjectRoot();
  const files = [...code.matchAll(/\bfrom\s+"\.\/(src\/[^"]+)"/g)].map(([, path = ""]) => join(root, `${path}.ts`));
  return files
    .flatMap((file) => [file, ...listFilesBeside(file)])
    .map((file) => findInFile(root, file))
    .find((location) => location !== undefined);
}

/** The files that a file imports from its own folder and the folders in it. */
function listFilesBeside(file: string): string[] {
  if (!statSync(file, { throwIfNoEntry: false })) return [];
  const imports = readFileSync(file, "utf8").matchAll(/\bfrom\s+"\.\/([^"]+?)(?:\.ts)?"/g);
  return [...imports].map(([, path = ""]) => join(dirname(file), `${path}.ts`));
}

function findInNotebook(): string {
  const { cellId, code = "" } = listExecutedCells().at(-1) ?? {};
  const imported = findInImported(code);
  if (imported) return imported;
  const { cells = [] } = findRunningNotebook() ?? {};
  const running = cells.find(({ id }) => id === cellId);
  const exercise = running?.exercise ?? findUsedExercise(cells, code);
  if (exercise) return `Exercise ${exercise}`;
  if (running) return "An exercise that this cell uses";
  return cellId ? `The exercise in cell ${cellId}` : "This exercise";
}

/** The last exercise whose cell has run with a `None` in it, and declares a name that the code uses. */
function findUsedExercise(cells: readonly SavedCell[], code: string): string | undefined {
  const ran = new Map(listExecutedCells().map((cell) => [cell.cellId, cell.code]));
  const used = new Set(code.match(/[\w$]+/g));
  return cells.findLast(({ id, exercise }) => {
    const answer = ran.get(id) ?? "";
    const declared = [...answer.matchAll(/\b(?:const|let|var|function|class)\s+([\w$]+)/g)];
    return exercise && listLinesWithNone(answer).length > 0 && declared.some(([, name = ""]) => used.has(name));
  })?.exercise;
}
