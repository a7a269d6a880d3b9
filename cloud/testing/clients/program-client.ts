import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Cloud } from "../../index";
import { startJava } from "../java";
import { startInVenv } from "../venv";
import type { CaseAnswer, CaseCall, CaseClient } from "./case";

const here = dirname(fileURLToPath(import.meta.url));

/** boto3, in one Python process for all calls. */
export const createBoto3Client = (cloud: Cloud): CaseClient =>
  createProgramClient(startInVenv("python", [join(here, "boto3_client.py")], cloud));

/** The AWS CLI: each call is a command line, all in one process, since a start for each would take half a second. */
export const createAwsCliClient = (cloud: Cloud): CaseClient =>
  createProgramClient(startInVenv("python", [join(here, "awscli_client.py")], cloud));

/** The AWS SDK for Java, which uses CBOR for Kinesis, the only service installed here. */
export const createJavaClient = (cloud: Cloud): CaseClient => createProgramClient(startJava("SdkClient", [], cloud));

/** A client that runs a program, which reads calls as lines of JSON and answers each with a line. */
function createProgramClient(child: ChildProcessWithoutNullStreams): CaseClient {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return {
    async call(call: CaseCall): Promise<CaseAnswer> {
      child.stdin.write(`${JSON.stringify(call)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the client ended: ${errors}`);
      return JSON.parse(value) as CaseAnswer;
    },
    async close() {
      if (child.exitCode !== null) return;
      const ended = once(child, "close");
      child.stdin.end();
      await ended;
    },
  };
}
