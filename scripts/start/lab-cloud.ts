import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buildCloud } from "../../cloud/build.mjs";
import { Failure } from "../labs/command";
import { getLastLine, type Child } from "./children";
import type { Supervisor } from "./supervisor";
import type { CloudAccess } from "./environment";
import { createLabKeys, createToken } from "./keys";

const READY_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 25;
const REGION = "us-east-1";

export interface RunningCloud extends CloudAccess {
  readonly port: number;
  readonly child: Child;
}

/**
 * Starts the lab cloud as its own process, with its data in `.labs/cloud` and this folder's keys, and waits until it answers.
 *
 * @throws Failure if the cloud ends instead, or does not answer for a minute
 */
export async function startLabCloud(
  supervisor: Pick<Supervisor, "start">,
  root: string,
  port: number,
): Promise<RunningCloud> {
  const data = join(root, ".labs", "cloud");
  const keys = createLabKeys(root);
  const token = createToken();
  const child = await supervisor.start({
    name: "The lab cloud",
    command: process.execPath,
    // The cloud's bundle is started directly, not through `labs cloud`: it starts sooner and takes half the memory.
    args: [
      (await buildCloud()).cli,
      "--port",
      String(port),
      "--data",
      data,
      "--keys",
      "own",
      "--iam",
      "on",
      "--short-returns",
    ],
    cwd: root,
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      LABS_CLOUD_TOKEN: token,
    },
    log: join(root, ".labs", "logs", "cloud.log"),
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await waitForCloud(child, endpoint);
  return { child, port, endpoint, token, region: REGION, ...keys };
}

/**
 * Waits for the cloud's line that says it is ready. A response on the port is not enough: another program may have
 * taken the port meanwhile, and answers with other keys.
 */
async function waitForCloud(child: Child, endpoint: string): Promise<void> {
  const latest = Date.now() + READY_WITHIN_MS;
  while (Date.now() < latest) {
    if (readFileSync(child.log, "utf8").includes("lab cloud ready on ")) return;
    if (child.hasEnded())
      throw new Failure(`The lab cloud ${await child.ended}: ${getLastLine(child.log)} Its log: ${child.log}`);
    await wait(LOOK_AGAIN_MS);
  }
  throw new Failure(`The lab cloud does not answer on ${endpoint}. Its log: ${child.log}`);
}
