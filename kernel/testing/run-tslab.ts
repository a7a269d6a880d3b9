import path from "node:path";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { expectGolden } from "../../scripts/golden/expect-golden";
import { projectRoot } from "./kernel-process";
import { LONG } from "../../cloud/testing/skip";

const RECORDED = path.join(import.meta.dirname, "golden", "printed-by-tslab.json");

/** tslab's own output for one cell. */
interface TslabCell {
  readonly code: string | undefined;
  readonly ok: boolean;
  readonly printed: string;
}

/** tslab's recorded outputs, and the versions that they depend on beside the cells. */
interface TslabRecording {
  readonly tslab: string;
  readonly node: string;
  readonly cells: readonly TslabCell[];
}

/**
 * What tslab prints for cells, as it is published: from the record, if it is of the same cells and the same versions of
 * tslab and Node. To run tslab takes five seconds of processor time; a long test run and `npm run golden` do so.
 *
 * @param root the project in whose folder the cells run
 */
export async function runTslab(codes: readonly string[], root: string): Promise<readonly TslabCell[]> {
  // The border: this file writes the record, and npm wrote the package's.
  const { version } = createRequire(import.meta.url)("tslab/package.json") as { version: string };
  const about = { tslab: version, node: process.version.replace(/\..*/, "") };
  const recorded = JSON.parse(readFileSync(RECORDED, "utf8")) as TslabRecording;
  const isSame =
    recorded.tslab === about.tslab &&
    recorded.node === about.node &&
    JSON.stringify(recorded.cells.map(({ code }) => code)) === JSON.stringify(codes);
  if (isSame && !LONG) return recorded.cells;
  const cells = await askTslab(codes, root);
  if (recorded.node === about.node) expectGolden(RECORDED, `${JSON.stringify({ ...about, cells }, undefined, 1)}\n`);
  return cells;
}

async function askTslab(codes: readonly string[], root: string): Promise<TslabCell[]> {
  const program = path.join(projectRoot, "kernel", "testing", "plain-tslab.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(codes)], { cwd: root });
  return (JSON.parse(stdout) as Omit<TslabCell, "code">[]).map((seen, index) => ({ code: codes[index], ...seen }));
}
