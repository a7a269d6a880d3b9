import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import type { Cloud } from "../../cloud/index";
import { createEnvironment, root } from "../../cloud/testing/venv";
import type { RecordedRequest } from "./recording-endpoint";

/** The verdict of botocore's models on a request. */
export interface Verdict {
  readonly service: string | null;
  readonly operation: string | null;
  readonly violations: readonly { readonly rule: string; readonly says: string }[];
}

/** Judges requests by botocore, in the project's own Python. The verdicts are in the order of the requests. */
export async function judgeRequests(recorded: readonly RecordedRequest[], cloud: Cloud): Promise<Verdict[]> {
  const python = join(root, ".venv", process.platform === "win32" ? "Scripts" : "bin", "python");
  const child = spawn(python, [join(import.meta.dirname, "judge.py")], { env: createEnvironment(cloud) });
  child.stdin.end(recorded.map((recordedRequest) => `${JSON.stringify(recordedRequest)}\n`).join(""));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const verdicts = output.split("\n").filter((line) => line !== "");
  if (verdicts.length !== recorded.length) throw new Error(`It was judged in part:\n${errors}`);
  return verdicts.map((line) => JSON.parse(line) as Verdict);
}
