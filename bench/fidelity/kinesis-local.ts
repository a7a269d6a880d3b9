import { once } from "node:events";
import { join } from "node:path";
import { findFreePort } from "../../scripts/start/ports";
import { waitForFirstAnswer, createContestant, type Contestant } from "../contestants";
import { installNpmPackages } from "../npm-packages";
import { spawnRival } from "../rivals";

const VERSION = "0.6.2";
/** The name and version, for a benchmark's `beside`. */
export const KINESIS_LOCAL = `kinesis-local ${VERSION}`;

/** Starts Kinesis Mock, which emulates Kinesis alone, as its makers publish it for Node. It is installed into `.labs/bench` the first time, which needs a network. */
export async function startKinesisLocal(root: string): Promise<Contestant> {
  const packages = installNpmPackages(join(root, ".labs", "bench", "kinesis-local"), { "kinesis-local": VERSION });
  // Kinesis Mock reads a file of its own from the working directory.
  const cwd = join(packages, "kinesis-local");
  const program = join(cwd, "main.js");
  const [plain, tls] = [await findFreePort(), await findFreePort()];
  const env = { KINESIS_MOCK_PLAIN_PORT: String(plain), KINESIS_MOCK_TLS_PORT: String(tls), LOG_LEVEL: "ERROR" };
  const child = spawnRival(process.execPath, [program], { env, cwd });
  const endpoint = `http://127.0.0.1:${plain}`;
  const ended = once(child, "close").then(() => {
    throw new Error("kinesis-local has ended by itself");
  });
  ended.catch(() => undefined); // the promise also rejects when the process is stopped
  await Promise.race([waitForFirstAnswer(endpoint), ended]);
  return createContestant("kinesis-local", child, endpoint);
}
