import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The commit of a suite's folder: of a clone, or as the file COMMIT in it names it. */
export function getCommit(folder: string): string {
  const file = join(folder, "COMMIT");
  if (existsSync(file)) return readFileSync(file, "utf8").trim().slice(0, 12);
  const { status, stdout } = spawnSync("git", ["-C", folder, "rev-parse", "--short=12", "HEAD"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : "unknown";
}
