import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { IAMClient } from "@aws-sdk/client-iam";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { S3Client } from "@aws-sdk/client-s3";
import { startCloud } from "../../cloud/index";
import type { Cloud } from "../../cloud/index";
import { removeOthersFolder, sizeOfOthersFolder } from "../../cloud/others-folder";
import { plainText } from "../plain-text";
import type { ReachableCloud, Sandbox } from "../sandbox/sandbox";
import type { Plan, Stage } from "./plan";
import { scratch } from "./scratch";

/** A lab cloud of one run's own: nothing in it, its clock standing still, its keys nobody else's. */
export interface GradingCloud extends ReachableCloud {
  readonly stage: Stage;
  readonly journal: Cloud["journal"];
  /** Bytes that the cloud holds on disk. */
  storedBytes(): number;
  stop(): Promise<void>;
}

export interface GradingCloudOptions {
  /** Of everything that the cloud draws by lot, and of the lab's inputs. */
  readonly seed: number;
  /** Twelve digits; the lab cloud's usual one, if not given. */
  readonly account?: string | undefined;
  /** Whether the cloud takes its own keys alone, as it does unless told otherwise: tests switch this off to see what it holds back. */
  readonly keys?: "any" | undefined;
  readonly sandbox: Pick<Sandbox, "confine">;
  /** Options of the cloud that the lab's plan wants otherwise. */
  readonly cloud?: Exclude<Plan["cloud"], "none">;
}

/** Where a run takes place, unless the lab's plan says otherwise. */
export const GRADING_REGION = "us-east-1";

/** When a run takes place by its cloud's clock, so that every run is alike. */
const START_AT = "2030-01-01T00:00:00Z";

/** How each cloud tells, once, of a setting that nothing acts upon, or not as on AWS: the same for all submissions, and no news to who grades them. */
const NOTE = /^Note: /;

/** Shows a line of the cloud's log, which may hold what a submission's program said of its failure. */
function tell(line: string): void {
  if (!NOTE.test(line)) process.stderr.write(`${line.split("\n").map(plainText).join("\n")}\n`);
}

/** Opens a lab cloud for one run. */
export async function openGradingCloud({
  seed,
  account,
  sandbox,
  keys,
  cloud: wanted = {},
}: GradingCloudOptions): Promise<GradingCloud> {
  const folder = scratch("cloud");
  const socket = join(folder, "cloud.sock");
  const data = join(folder, "data");
  const confinement = sandbox.confine(socket);
  const cloud = await startCloud({
    speed: 0,
    region: GRADING_REGION,
    startAt: START_AT,
    iam: "on",
    ...wanted,
    port: 0,
    seed,
    keys: keys ?? "own",
    log: tell,
    socket,
    data,
    ...(confinement ? { confine: confinement.confine } : {}),
    ...(account === undefined ? {} : { account }),
  });
  // The sandbox's user is not the grader's; nobody but it sees the folder's socket at another place.
  await chmod(socket, 0o666);
  const { endpoint, region, credentials, journal, clock } = cloud;
  const config = { endpoint, region, credentials };
  const s3 = new S3Client(config);
  // Kinesis' own handler would open a connection for each call.
  const shared = { ...config, requestHandler: s3.config.requestHandler };
  const clients = {
    s3,
    kinesis: new KinesisClient(shared),
    firehose: new FirehoseClient(shared),
    iam: new IAMClient(shared),
  };
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
    },
    storedBytes: () => sizeOf(data),
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await cloud.stop();
      confinement?.end();
      removeOthersFolder(folder);
    },
  };
}

/** Bytes of the kernel's memory that an entry takes, though it may be empty. */
const ENTRY_BYTES = 1024;

/**
 * The bytes of all files in a folder and of their names, as far as they are there while it is looked at; infinite if it is nested more
 * deeply than honest work needs. In one go: to wait for each file takes longer than to look at all.
 */
const sizeOf = (folder: string): number => sizeOfOthersFolder(folder, ENTRY_BYTES);
