import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getSolutionCode, listRegions, relocateImports } from "../../../authoring/index";
import { changeText, type SolutionChange } from "../../testing/change-solution";

const SCRIPT = "scripts/src/parcels/pipeline.ts";
const FOLDER = "course/06-capstone/scripts/src/parcels";

/**
 * The solution's lines with some texts replaced, for mistakes that differ from it in a few places.
 *
 * @throws Error if the solution does not have a text
 */
export function changeSolution(...changes: readonly SolutionChange[]): string[] {
  const lines = readFileSync(join(import.meta.dirname, "..", SCRIPT), "utf8").split("\n");
  const [region] = listRegions(lines);
  if (!region) throw new Error(`${SCRIPT} has no region.`);
  return changeText(relocateImports(getSolutionCode(lines, region), { from: FOLDER, to: "src/parcels" }), changes);
}
