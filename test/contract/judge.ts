import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import type { Cloud } from "../../cloud/index";
import { environmentOf, root } from "../../cloud/testing/venv";
import type { Recorded } from "./recording-endpoint";

/** What botocore's models say of a request. */
export interface Verdict {
  readonly service: string | null;
  readonly operation: string | null;
  readonly violations: readonly { readonly rule: string; readonly says: string }[];
}

/** Asks botocore, in the project's own Python, about requests; verdicts come in their order. */
export async function judged(recorded: readonly Recorded[], cloud: Cloud): Promise<Verdict[]> {
  const python = join(root, ".venv", process.platform === "win32" ? "Scripts" : "bin", "python");
  const child = spawn(python, [join(import.meta.dirname, "judge.py")], { env: environmentOf(cloud) });
  child.stdin.end(recorded.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const verdicts = output.split("\n").filter((line) => line !== "");
  if (verdicts.length !== recorded.length) throw new Error(`It was judged in part:\n${errors}`);
  return verdicts.map((line) => JSON.parse(line) as Verdict);
}
