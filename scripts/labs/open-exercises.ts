import type { INotebookContent } from "@jupyterlab/nbformat";
import type { Lab } from "../../course/index";
import { regionBody, regionsOf, type Made } from "../../authoring/index";
import { ownFile } from "./own-file";
import { pristine } from "./pristine";

/** A cell of a learner's notebook, or a whole script. */
interface Text {
  readonly id: string;
  readonly exercise?: string;
  readonly lines: readonly string[];
}

/**
 * The regions that are still as they were handed out, apart from spaces, in the order of the lab.
 *
 * A region that can no longer be found counts as worked on: only the grader examines it further.
 *
 * @returns the exercise's id for a region of the notebook, `src/etl/consumer.ts:46` for one of a script: the line to write in
 */
export async function openExercises(root: string, lab: Lab): Promise<string[]> {
  const open: string[] = [];
  for (const { path, text } of await pristine(root, lab)) {
    const own = textsOf(path, ownFile(root, path) ?? text);
    for (const handedOut of textsOf(path, text)) {
      const now = own.find(({ id }) => id === handedOut.id);
      if (now !== undefined) open.push(...openIn(now, handedOut));
    }
  }
  return open;
}

/** All exercises of a lab, named as by `openExercises` for files without answers. */
export function exercisesOf(handedOut: readonly Made[]): string[] {
  return handedOut.flatMap(({ path, text }) => textsOf(path, text)).flatMap((text) => openIn(text, text));
}

function openIn(now: Text, handedOut: Text): string[] {
  const stubs = bodies(handedOut.lines);
  const open = bodies(now.lines).filter(({ body }, n) => body === stubs[n]?.body);
  return open.map(({ line }) => handedOut.exercise ?? `${handedOut.id}:${line}`);
}

function bodies(lines: readonly string[]): { readonly body: string; readonly line: number }[] {
  return regionsOf(lines).map((region) => ({
    body: regionBody(lines, region).join("").replace(/\s+/g, ""),
    line: region.start + 2,
  }));
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
    return []; // The notebook is damaged: no exercise in it is known to be open.
  }
}

function exerciseIn(metadata: unknown): string | undefined {
  const { labs } = metadata as { labs?: { exercise?: unknown } };
  return typeof labs?.exercise === "string" ? labs.exercise : undefined;
}
