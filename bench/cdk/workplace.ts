import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { APP, CONSUME, LAYER, TRANSFORM } from "./stack";

/** The CDK takes 214 MB. */
export const PACKAGES = { "aws-cdk": "2.1148.1", "aws-cdk-lib": "2.276.0", constructs: "10.8.1" };
const MAX_MS = 240_000;
const run = promisify(execFile);

/** The endpoint, region and keys of the cloud that the CDK deploys to. */
interface Target {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A folder with the CDK app, and a function that runs the CDK in it. */
export interface CdkProject {
  /** Runs `cdk` with these arguments. @returns its output @throws Error with `stderr` if the command fails or has not ended after four minutes */
  runCdk(...args: string[]): Promise<string>;
  remove(): void;
}

/** Makes a folder with the app. The CDK's environment holds the endpoint and the keys, and none of the user's own settings. */
export function createWorkplace(packages: string, target: Target): CdkProject {
  const folder = mkdtempSync(join(tmpdir(), "cdk-"));
  writeFileSync(join(folder, "app.cjs"), APP);
  mkdirSync(join(folder, "functions"));
  writeFileSync(join(folder, "functions", "transform.cjs"), TRANSFORM);
  writeFileSync(join(folder, "functions", "consume.cjs"), CONSUME);
  const marks = join(folder, "layer", "nodejs", "node_modules", "marks");
  mkdirSync(marks, { recursive: true });
  writeFileSync(join(marks, "index.js"), LAYER);
  symlinkSync(packages, join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "cdk.json"), JSON.stringify({ app: "node app.cjs" }));
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    AWS_ENDPOINT_URL: target.endpoint,
    AWS_REGION: target.region,
    AWS_ACCESS_KEY_ID: target.accessKeyId,
    AWS_SECRET_ACCESS_KEY: target.secretAccessKey,
    CDK_DISABLE_VERSION_CHECK: "1",
    CI: "1",
    NODE_NO_WARNINGS: "1",
  };
  const program = join(packages, "aws-cdk", "bin", "cdk");
  return {
    async runCdk(...args) {
      const { stdout, stderr } = await run(process.execPath, [program, ...args], {
        cwd: folder,
        env,
        timeout: MAX_MS,
      });
      return stdout + stderr;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
