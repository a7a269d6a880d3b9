import { pathToFileURL } from "node:url";
import { bundleGrader } from "../../grader/core/bundle.mjs";
import type * as grader from "../../grader/index";

/** The exports of `grader/index.ts`. */
export type GraderBundle = typeof grader;

/**
 * Loads the grader from its bundle of plain JavaScript, which starts at once. Only commands that grade load it; the list of commands
 * does not need it.
 *
 * @param root the project's folder
 */
export async function openGraderBundle(root: string): Promise<GraderBundle> {
  const { index } = await bundleGrader(root);
  // The border: the bundle was just made from grader/index.ts.
  return (await import(pathToFileURL(index).href)) as GraderBundle;
}
