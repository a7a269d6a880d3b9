import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { IAMClient } from "@aws-sdk/client-iam";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { S3Client } from "@aws-sdk/client-s3";
import { startCloud, type Cloud } from "../../cloud/index";
import { measureUntrustedFolder } from "../../foundation/untrusted-folder";
import { toPlainText } from "../core/plain-text";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import type { ReachableCloud, Sandbox } from "../sandbox/sandbox";
import { openRunFolder } from "../sandbox/worker-disk";
import type { Plan, Stage, StageCost } from "./plan";
import { GRADING_REGION } from "./region";
import { createScratchFolder } from "../sandbox/scratch";

/** A lab cloud for one run: empty, with a stopped clock, and with its own keys. */
export interface GradingCloud extends ReachableCloud {
  readonly stage: Stage;
  readonly journal: Cloud["journal"];
  /** Whether the cloud itself has failed at something, by a bug that its log reports. */
  hasFailed(): boolean;
  /** Bytes that the cloud holds on disk. */
  getStoredBytes(): number;
  stop(): Promise<void>;
}

export interface GradingCloudOptions {
  /** Seed of all random values of the cloud, and of the lab's inputs. */
  readonly seed: number;
  /** Twelve digits; the lab cloud's usual one, if not given. */
  readonly account?: string | undefined;
  /**
   * Which access keys the cloud accepts: its own alone, unless `any` is given. Tests use `any` to see what the keys
   * prevent.
   */
  readonly keys?: "any" | undefined;
  readonly sandbox: Pick<Sandbox, "confine"> & Partial<Pick<Sandbox, "limits">>;
  /** The cloud's options in the lab's plan. */
  readonly cloud?: Exclude<Plan["cloud"], "none">;
  /** How long `stop` may take, in seconds. Default: a minute; a busy machine needs a second or two. */
  readonly stopSeconds?: number;
}

/** Start of every run by the cloud's clock: the same time for all, so that runs are alike. */
const START_AT = "2030-01-01T00:00:00Z";

/**
 * Beginning of log lines that tell of a setting that the cloud ignores, or treats otherwise than AWS. They are the same
 * for all submissions, so instructors don't have to see them.
 */
const NOTE = /^Note: /;
/** Beginning of log lines that report a bug of the cloud. */
const BUG = /^bug of the lab cloud /;

const STOP_SECONDS = 60;

/** Prints a line of the cloud's log as plain text, since the line may contain text of a submission's program. */
function report(line: string): void {
  if (!NOTE.test(line)) process.stderr.write(`${line.split("\n").map(toPlainText).join("\n")}\n`);
}

/** Opens a lab cloud for one run. */
export async function openGradingCloud({
  seed,
  account,
  sandbox,
  keys,
  cloud: requested = {},
  stopSeconds = STOP_SECONDS,
}: GradingCloudOptions): Promise<GradingCloud> {
  const { cloudMiB } = sandbox.limits ?? DEFAULT_LIMITS;
  const folder = await openRunFolder(() => createScratchFolder("cloud"), cloudMiB);
  const socket = join(folder.path, "cloud.sock");
  const data = join(folder.path, "data");
  const confinement = sandbox.confine(socket);
  let failed = false;
  const cloud = await startCloud({
    speed: 0,
    region: GRADING_REGION,
    startAt: START_AT,
    iam: "on",
    ...requested,
    port: 0,
    seed,
    keys: keys ?? "own",
    log: (line) => {
      failed ||= BUG.test(line);
      report(line);
    },
    socket,
    data,
    ...(confinement ? { confine: confinement.confine } : {}),
    ...(account === undefined ? {} : { account }),
  });
  // The sandbox runs as another user than the grader. Only the sandbox sees the socket's folder, at another path.
  await chmod(socket, 0o666);
  const { endpoint, region, credentials, journal, clock } = cloud;
  // AWS's clients repeat a throttled call after a pause of the machine's time, in which the cloud's clock stands still: each repetition
  // would be throttled, too.
  const config = { endpoint, region, credentials, maxAttempts: 1 } as const;
  const clients = createClients(config);
  return {
    endpoint,
    socket,
    region,
    credentials,
    journal,
    stage: {
      ...clients,
      connection: config,
      seed,
      account: cloud.account,
      region,
      advance: (seconds) => clock.advance(seconds),
      readCost: () => readCost(cloud),
    },
    hasFailed: () => failed,
    getStoredBytes: () => measureFolder(data),
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      if (!(await waitForEnd(cloud.stop(), stopSeconds))) {
        report(
          `The lab cloud of a run has not closed within ${stopSeconds} s: something that it started does not end. The run's result is kept, and grading continues.`,
        );
        // Its processes may still write to the folder, which is removed with the grader, or by the next one.
        return;
      }
      confinement?.end();
      await folder.remove();
    },
  };
}

function createClients(config: Stage["connection"]) {
  const s3 = new S3Client(config);
  // The Kinesis client's own handler would open a connection for each call.
  const shared = { ...config, requestHandler: s3.config.requestHandler };
  return {
    s3,
    kinesis: new KinesisClient(shared),
    firehose: new FirehoseClient(shared),
    iam: new IAMClient(shared),
  };
}

async function readCost({ endpoint, token }: Pick<Cloud, "endpoint" | "token">): Promise<StageCost> {
  const reply = await fetch(`${endpoint}/_lab/cost`, { headers: { "x-lab-token": token } });
  // The border: the cloud's own answer.
  const { anHour, lines } = (await reply.json()) as {
    readonly anHour: number;
    readonly lines: readonly { readonly price: { readonly id: string }; readonly usd: number }[];
  };
  const used = lines.filter(({ price }) => !price.id.endsWith("-hour")).reduce((sum, { usd }) => sum + usd, 0);
  return { anHour, used };
}

/** Whether work ends within a time; then its error is thrown. */
async function waitForEnd(work: Promise<void>, seconds: number): Promise<boolean> {
  const over = new AbortController();
  const late = pause(seconds * 1000, false, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    over.abort();
  }
}

/** Bytes of kernel memory that an entry of a folder takes, even an empty file. */
const ENTRY_BYTES = 1024;

/**
 * Bytes of all files in a folder and of their names, without files that vanish meanwhile; infinite if folders are nested more deeply
 * than honest work needs. It is synchronous, since awaiting each file would take longer.
 */
const measureFolder = (folder: string): number => measureUntrustedFolder(folder, ENTRY_BYTES);
