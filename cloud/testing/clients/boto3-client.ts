import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Cloud } from "../../index";
import { startInVenv } from "../venv";
import type { CaseAnswer, CaseCall, CaseClient } from "./case";

/** boto3, in one Python process for all calls. */
export function boto3Client(cloud: Cloud): CaseClient {
  const child = startInVenv("python", [join(dirname(fileURLToPath(import.meta.url)), "boto3_client.py")], cloud);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return {
    async call(call: CaseCall): Promise<CaseAnswer> {
      child.stdin.write(`${JSON.stringify(call)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`boto3 ended: ${errors}`);
      return JSON.parse(value) as CaseAnswer;
    },
    async close() {
      const ended = once(child, "close");
      child.stdin.end();
      await ended;
    },
  };
}
