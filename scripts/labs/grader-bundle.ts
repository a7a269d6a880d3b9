import { pathToFileURL } from "node:url";
import { bundleGrader } from "../../grader/bundle.mjs";
import type * as grader from "../../grader/index";

/** What `grader/index.ts` exports. */
export type GraderBundle = typeof grader;

/**
 * Loads the grader, in plain JavaScript that starts at once. Only the commands that grade do: `npx labs`, which lists the commands, can
 * do without.
 *
 * @param root the project's folder
 */
export async function openGraderBundle(root: string): Promise<GraderBundle> {
  const { index } = await bundleGrader(root);
  // The border: the bundle is made from grader/index.ts a moment ago.
  return (await import(pathToFileURL(index).href)) as GraderBundle;
}
