import { join } from "node:path";
import { bundleGrader } from "../core/bundle.mjs";
import { DEFAULT_LIMITS, type Limits } from "../sandbox/limits";
import { createSandbox, type Sandbox } from "../sandbox/sandbox";

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * A sandbox of the bundled grader.
 *
 * @param limits limits that differ from the usual ones; a minute for each process, if not given
 */
export async function openSandbox(
  isConfined: boolean,
  limits: Partial<Limits> = { totalSeconds: 60 },
): Promise<Sandbox> {
  const programs = await bundleGrader(ROOT);
  return createSandbox({ programs, root: ROOT, isConfined, limits: { ...DEFAULT_LIMITS, ...limits } });
}
