import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSolutionView, getRegionBody, listRegions, relocateImports } from "../../../authoring/index";

const SCRIPT = "scripts/src/parcels/pipeline.ts";
const FOLDER = "course/06-capstone/scripts/src/parcels";

/**
 * The solution's lines with some texts replaced, for mistakes that differ from it in a few places.
 *
 * @throws Error if the solution does not have a text
 */
export function changeSolution(...changes: readonly (readonly [text: string, other: string])[]): string[] {
  const source = readFileSync(join(import.meta.dirname, "..", SCRIPT), "utf8").split("\n");
  const view = createSolutionView(source, listRegions(source));
  const lines = view.join("\n").split("\n");
  const [region] = listRegions(lines);
  if (!region) throw new Error(`${SCRIPT} has no region.`);
  let text = relocateImports(getRegionBody(lines, region).join("\n"), { from: FOLDER, to: "src/parcels" });
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`The solution does not have: ${from}`);
    text = text.replaceAll(from, () => to);
  }
  return text.split("\n");
}
