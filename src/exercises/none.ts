import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../running/project-root";
import { executedCells, runningNotebook } from "./running-cell";

declare global {
  /** Stands where your own code belongs. */
  // It has to fit everywhere: as a function, an object, a number, in a template. Only `any` does.
  // oxlint-disable-next-line typescript/no-explicit-any
  var None: any;
}

/** `None` was used: an exercise is still open. */
export class ExerciseOpen extends Error {
  override readonly name: string = "ExerciseOpen";
}

/**
 * Stands where a learner's own code belongs. It can be named and passed on; any use of it (a call, a member, a calculation, a
 * template, an `await`) throws an `ExerciseOpen` that says which exercise is still open, and where.
 *
 * It is a global name, so that an answer in which it is left compiles wherever it is put.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- see above
export const None: any = new Proxy(
  function None() {
    /* never called: see `apply` below */
  },
  {
    apply: stillOpen,
    construct: stillOpen,
    get: stillOpen,
    set: stillOpen,
    has: stillOpen,
    deleteProperty: stillOpen,
    ownKeys: stillOpen,
  },
);
globalThis.None = None;

function stillOpen(): never {
  const where = placeInFunction() ?? placeInScript(new Error().stack ?? "") ?? placeInProgram() ?? placeInNotebook();
  const open = new ExerciseOpen(
    `${where} is still open: None stands where your own code belongs. ` +
      "Replace each None between START CODE HERE and END CODE HERE, save, and run it again.",
  );
  // The line to look at is the learner's, not one of this file.
  Error.captureStackTrace(open, stillOpen);
  throw open;
}

/** A Lambda function runs as one bundled file, far from the course: its name is all there is to tell. */
function placeInFunction(): string | undefined {
  const name = process.env["AWS_LAMBDA_FUNCTION_NAME"];
  return name && `An exercise in the code of ${name}`;
}

/** A line of a stack: `at run (file:///labs/src/etl/consumer.ts:58:12)`, or without the brackets, or with a plain path in them. */
const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?\.ts)(?:\?[^:)]*)?:\d+:\d+\)?$/gm;

/**
 * The script that uses None, with the lines where it stands, such as `The exercise in src/etl/consumer.ts, line 58`.
 *
 * It is the innermost file of the project that has a None in its code; others may only have been handed one.
 */
function placeInScript(stack: string): string | undefined {
  const root = projectRoot();
  for (const [, address = ""] of stack.matchAll(FRAME)) {
    const file = address.startsWith("file:") ? fileURLToPath(address) : address;
    const place = placeInFile(root, file);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The SDK looks at what it was given some steps later, when the script is on the stack no more: then it is the script that was started. */
function placeInProgram(): string | undefined {
  const [, program] = process.argv;
  return program?.endsWith(".ts") ? placeInFile(projectRoot(), program) : undefined;
}

function placeInFile(root: string, file: string): string | undefined {
  const path = relative(root, file).split(sep).join("/");
  const open = /^\.\.|node_modules|\.test\.ts$|^src\/exercises\//.test(path) ? [] : openLines(file);
  return open.length > 0
    ? `The exercise in ${path}, line${open.length === 1 ? "" : "s"} ${open.join(", ")},`
    : undefined;
}

function openLines(file: string): number[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, at) => (/\bNone\b/.test(line.replace(/\/\/.*$/, "")) ? [at + 1] : []));
}

/** A file of the learner's that the running cell imports: None comes from there, and the cell passes it on. */
function placeInImported(code: string): string | undefined {
  const root = projectRoot();
  const files = [...code.matchAll(/\bfrom\s+"\.\/(src\/[^"]+)"/g)].map(([, path = ""]) => join(root, `${path}.ts`));
  return files.map((file) => placeInFile(root, file)).find((place) => place !== undefined);
}

function placeInNotebook(): string {
  const cell = executedCells().at(-1);
  const imported = placeInImported(cell?.code ?? "");
  if (imported) return imported;
  const exercise = runningNotebook()?.cells.find(({ id }) => id === cell?.cellId)?.exercise;
  if (exercise) return `Exercise ${exercise}`;
  return cell?.cellId ? `The exercise in cell ${cell.cellId}` : "This exercise";
}
