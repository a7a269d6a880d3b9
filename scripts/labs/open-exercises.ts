import type { INotebookContent } from "@jupyterlab/nbformat";
import type { Lab } from "../../course/index";
import { getRegionBody, listRegions, type GeneratedFile } from "../../authoring/index";
import { readLearnerFile } from "./learner-file";
import { restorePristine } from "./pristine";

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
  for (const { path, text } of await restorePristine(root, lab)) {
    const learnerTexts = getTexts(path, readLearnerFile(root, path) ?? text);
    for (const handedOut of getTexts(path, text)) {
      const now = learnerTexts.find(({ id }) => id === handedOut.id);
      if (now !== undefined) open.push(...listOpen(now, handedOut));
    }
  }
  return open;
}

/** All exercises of a lab, named as by `openExercises` for files without answers. */
export function listExercises(handedOut: readonly GeneratedFile[]): string[] {
  return handedOut.flatMap(({ path, text }) => getTexts(path, text)).flatMap((text) => listOpen(text, text));
}

function listOpen(now: Text, handedOut: Text): string[] {
  const stubs = extractBodies(handedOut.lines);
  const open = extractBodies(now.lines).filter(({ body }, n) => body === stubs[n]?.body);
  return open.map(({ line }) => handedOut.exercise ?? `${handedOut.id}:${line}`);
}

function extractBodies(lines: readonly string[]): { readonly body: string; readonly line: number }[] {
  return listRegions(lines).map((region) => ({
    body: getRegionBody(lines, region).join("").replace(/\s+/g, ""),
    line: region.start + 2,
  }));
}

function getTexts(path: string, text: string): Text[] {
  if (!path.endsWith(".ipynb")) return [{ id: path, lines: text.split(/\r?\n/) }];
  return parseCells(text).map(({ id, metadata, source }) => {
    const exercise = getExercise(metadata);
    return {
      id: typeof id === "string" ? id : "",
      ...(exercise === undefined ? {} : { exercise }),
      lines: (Array.isArray(source) ? source.join("") : source).split(/\r?\n/),
    };
  });
}

function parseCells(text: string): INotebookContent["cells"] {
  try {
    const notebook: Partial<INotebookContent> = JSON.parse(text);
    return notebook.cells ?? [];
  } catch {
    return []; // The notebook is damaged: no exercise in it is known to be open.
  }
}

function getExercise(metadata: unknown): string | undefined {
  const { labs } = metadata as { labs?: { exercise?: unknown } };
  return typeof labs?.exercise === "string" ? labs.exercise : undefined;
}
