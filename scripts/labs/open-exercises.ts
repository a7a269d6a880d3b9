import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { INotebookContent } from "@jupyterlab/nbformat";
import type { Lab } from "../../course/index";
import type { Made } from "../course/index";
import { regionBody, regions } from "../course/index";
import { pristine } from "./pristine";

/** A cell of a learner's notebook, or a whole script. */
interface Text {
  readonly id: string;
  readonly exercise?: string;
  readonly lines: readonly string[];
}

/**
 * The exercises whose regions still say what was handed out, spaces aside, in the order of the lab.
 *
 * A region that can no longer be found counts as worked on: only the grader looks closer.
 *
 * @returns ids for cells, and `src/etl/consumer.ts` for a script of which a region is open
 */
export async function openExercises(root: string, lab: Lab): Promise<string[]> {
  const given = await pristine(root, lab);
  const open: string[] = [];
  for (const { path, text } of given) {
    const file = join(root, path);
    const own = existsSync(file) ? textsOf(path, await readFile(file, "utf8")) : textsOf(path, text);
    for (const handedOut of textsOf(path, text)) {
      const now = own.find(({ id }) => id === handedOut.id);
      if (now !== undefined && hasOpenRegion(now.lines, handedOut.lines)) open.push(handedOut.exercise ?? handedOut.id);
    }
  }
  return open;
}

/** Everything of a lab that is to be worked on, spelt as `openExercises` does. */
export function exercisesOf(handedOut: readonly Made[]): string[] {
  return handedOut
    .flatMap(({ path, text }) => textsOf(path, text))
    .filter(({ lines }) => bodies(lines).length > 0)
    .map(({ id, exercise }) => exercise ?? id);
}

function hasOpenRegion(now: readonly string[], handedOut: readonly string[]): boolean {
  const stubs = bodies(handedOut);
  return bodies(now).some((body, n) => body === stubs[n]);
}

function bodies(lines: readonly string[]): string[] {
  return regions(lines, { file: "", firstLine: 1 }).regions.map((region) => regionBody(lines, region).join("").replace(/\s+/g, ""));
}

function textsOf(path: string, text: string): Text[] {
  if (!path.endsWith(".ipynb")) return [{ id: path, lines: text.split(/\r?\n/) }];
  return cellsOf(text).map(({ id, metadata, source }) => {
    const exercise = exerciseIn(metadata);
    return {
      id: typeof id === "string" ? id : "",
      ...(exercise === undefined ? {} : { exercise }),
      lines: (Array.isArray(source) ? source.join("") : source).split(/\r?\n/),
    };
  });
}

function cellsOf(text: string): INotebookContent["cells"] {
  try {
    const notebook: Partial<INotebookContent> = JSON.parse(text);
    return notebook.cells ?? [];
  } catch {
    return []; // Damaged: nothing in it is known to be open.
  }
}

function exerciseIn(metadata: unknown): string | undefined {
  const { labs } = metadata as { labs?: { exercise?: unknown } };
  return typeof labs?.exercise === "string" ? labs.exercise : undefined;
}
