import { basename, resolve } from "node:path";
import { isRegionName } from "./core/arn-parts";
import { drawSeed } from "../foundation/random";
import {
  listFirehoseDemands,
  resolveFirehoseSettings,
  type FirehoseSettings,
} from "./services/firehose/model/firehose-settings";
import type { Confine } from "../foundation/processes/command";

/**
 * The resources that a cloud has from the start. Each entry is the input of the AWS call that creates the resource,
 * with AWS's own member names: `{ streams: [{ StreamName: "trips", ShardCount: 2 }] }`.
 */
export interface Resources {
  /** Inputs of IAM CreateRole. `AssumeRolePolicyDocument` may be an object, too. */
  readonly roles?: readonly object[];
  /** Inputs of CloudWatch Logs CreateLogGroup. */
  readonly logGroups?: readonly object[];
  /** Inputs of CloudWatch Logs CreateLogStream. */
  readonly logStreams?: readonly object[];
  /** Inputs of S3 CreateBucket. */
  readonly buckets?: readonly object[];
  /** Inputs of SQS CreateQueue; a dead-letter queue before those that name it. Policies may be objects, too. */
  readonly queues?: readonly object[];
  /** Inputs of Glue CreateDatabase. */
  readonly databases?: readonly object[];
  /** Inputs of Glue CreateTable. */
  readonly tables?: readonly object[];
  /** Inputs of Kinesis CreateStream. */
  readonly streams?: readonly object[];
  /** Inputs of Firehose CreateDeliveryStream. */
  readonly deliveryStreams?: readonly object[];
}

/** Options of a cloud, all of them optional. */
export interface CloudOptions {
  /** The port, 4566 by default; 0 for any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /**
   * A port for clients that only use TLS, such as the Kinesis Producer Library; 0 for any free port; none by default.
   * Always on 127.0.0.1, with a self-signed certificate that is kept in the data folder.
   */
  readonly tlsPort?: number;
  /** A folder for data that survives a restart. Left out, data lives in a temporary folder that `stop` removes. */
  readonly data?: string;
  /** How many times faster than real time the clock runs, 1 by default; at 0 it moves only when it is advanced. */
  readonly speed?: number;
  /** The seed, 0 to 2^32-1. The same seed gives the same ids and the same random choices. */
  readonly seed?: number;
  /** The ISO time at which a new cloud's clock starts; by default now. */
  readonly startAt?: string;
  /** `any`, the default, accepts every key and checks no signatures; `own` accepts only this cloud's keys. */
  readonly keys?: "any" | "own";
  /**
   * With `keys: "any"`: the secret of every key, so that signatures are verified. A signed GET may then change
   * something, as SQS's query API by GET does.
   */
  readonly secret?: string;
  /**
   * Whether the cloud accepts and runs code (Lambda functions, user data of instances). By default only with `keys:
   * "own"`: with `any`, everyone who can reach the port, including other users of the machine, could run programs as
   * you.
   */
  readonly allowCode?: boolean;
  /** `on` makes services check that a role exists and trusts them. The default is `off`, but `on` with `lag`. */
  readonly iam?: "off" | "on";
  /**
   * Whether changes take as long as on AWS, and control-plane operations throttle at AWS's rates, so that a program
   * that works here does not fail on AWS because it does not wait. Off by default. All times are by the cloud's clock.
   */
  readonly lag?: boolean;
  /** The account id, 12 digits; by default 000000000000. */
  readonly account?: string;
  /** The region; by default us-east-1. */
  readonly region?: string;
  /** A unix socket to listen on as well, for sandboxes without a network. */
  readonly socket?: string;
  /** Keys to use instead of the folder's or new ones. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The control token to use instead of the folder's or a new one. */
  readonly token?: string;
  /** Firehose's memory, and the quotas that AWS raises on request; by default AWS's own. */
  readonly firehose?: Partial<FirehoseSettings>;
  /** How many seconds of real time a query of Athena may run; 60 by default. On AWS it is 30 minutes. */
  readonly athenaSeconds?: number;
  /** The maximum number of open shards of Kinesis, which AWS raises on request; by default AWS's quota of the region, 500 or 200. */
  readonly shardQuota?: number;
  /**
   * Whether a long poll of a standard SQS queue answers with the messages of the first server that has any: often one
   * message, however many wait, as was measured on AWS. By default a long poll looks at the whole queue.
   */
  readonly shortReturns?: boolean;
  /**
   * A Python with pyarrow, which reads and writes ORC, and boto3, for functions; by default the nearest `.venv`'s, else
   * `python3`.
   */
  readonly python?: string;
  /** The folder of an Apache Flink that `labs flink` has set up; by default the nearest `.labs/flink`. */
  readonly flink?: string;
  /**
   * Puts every process that runs other people's code (functions, user data) into a sandbox. By default these processes
   * run with all rights of the user who runs the cloud.
   */
  readonly confine?: Confine;
  /**
   * Whether a write is flushed to the disk before it is acknowledged, so that it survives a power loss. Slow; off by
   * default.
   */
  readonly fsync?: boolean;
  /**
   * The resources to create before the cloud is ready, or the path of a JSON file or a module that holds them. Existing
   * resources are left as they are.
   */
  readonly resources?: Resources | string;
  /**
   * Called with each line of the cloud's log: repairs, notes, and its own bugs with their stacks. By default the log
   * goes to standard error.
   */
  readonly log?: (line: string) => void;
}

/** Options with all defaults filled in. */
export interface ResolvedOptions {
  readonly port: number;
  readonly tlsPort: number | undefined;
  readonly data: string | undefined;
  readonly speed: number;
  readonly seed: number;
  readonly startAt: number | undefined;
  readonly keys: "any" | "own";
  readonly secret: string | undefined;
  readonly allowCode: boolean;
  readonly iam: "off" | "on";
  readonly lag: boolean;
  readonly account: string;
  readonly region: string;
  readonly socket: string | undefined;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly token: string | undefined;
  readonly firehose: FirehoseSettings;
  readonly athenaSeconds: number;
  readonly shardQuota: number | undefined;
  readonly shortReturns: boolean;
  readonly python: string | undefined;
  readonly flink: string | undefined;
  readonly confine: Confine | undefined;
  readonly fsync: boolean;
  readonly resources: Resources | string;
  readonly log: (line: string) => void;
}

/** The error for an invalid option, which the message names. */
export class OptionError extends Error {}

const usual = {
  port: 4566,
  speed: 1,
  keys: "any",
  lag: false,
  account: "000000000000",
  region: "us-east-1",
  fsync: false,
  shortReturns: false,
  athenaSeconds: 60,
  resources: {},
  log: (line: string) => process.stderr.write(`${line}\n`),
} as const;

/** @throws OptionError naming the option that is wrong */
export function resolveOptions(options: CloudOptions): ResolvedOptions {
  const { data, socket, secret, credentials, token, python, flink, confine } = options;
  const defined = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as CloudOptions;
  const resolved: ResolvedOptions = {
    ...usual,
    ...defined,
    allowCode: options.allowCode ?? options.keys === "own",
    iam: options.iam ?? (options.lag === true ? "on" : "off"),
    firehose: resolveFirehoseSettings(options.firehose),
    shardQuota: options.shardQuota,
    tlsPort: options.tlsPort,
    ...{ socket, secret, credentials, token, confine },
    // Absolute, since functions and Athena's queries run in processes with other working folders.
    data: data === undefined ? undefined : resolve(data),
    flink: flink === undefined ? undefined : resolve(flink),
    // A name without a folder is looked for in PATH.
    python: python === undefined || basename(python) === python ? python : resolve(python),
    seed: options.seed ?? drawSeed(),
    startAt: options.startAt === undefined ? undefined : Date.parse(options.startAt),
  };
  for (const [isRight, message] of listDemands(resolved)) if (!isRight) throw new OptionError(message);
  return resolved;
}

const isUsableSecret = ({ secret, keys }: ResolvedOptions): boolean =>
  secret === undefined || (secret !== "" && keys === "any");

const listDemands = (options: ResolvedOptions): readonly (readonly [boolean, string])[] => [
  [isWhole(options.port, 65_535), `port must be a whole number from 0 to 65535, not ${options.port}`],
  [
    options.tlsPort === undefined || isWhole(options.tlsPort, 65_535),
    `tlsPort must be a whole number from 0 to 65535, not ${options.tlsPort}`,
  ],
  [
    options.tlsPort === undefined || options.tlsPort === 0 || options.tlsPort !== options.port,
    `tlsPort must be another port than port, which is ${options.port}`,
  ],
  [options.speed >= 0 && options.speed <= 100_000, `speed must be a number from 0 to 100000, not ${options.speed}`],
  [isWhole(options.seed, 2 ** 32 - 1), `seed must be a whole number from 0 to 4294967295, not ${options.seed}`],
  [!Number.isNaN(options.startAt), "startAt must be an ISO time such as 2030-01-01T00:00:00Z"],
  [options.keys === "any" || options.keys === "own", `keys must be any or own, not ${String(options.keys)}`],
  [isUsableSecret(options), "secret is the secret of every key, so it needs keys any, and must not be empty"],
  [options.iam === "off" || options.iam === "on", `iam must be off or on, not ${String(options.iam)}`],
  [!options.lag || options.iam === "on", "lag needs iam on: new roles are among what lags"],
  [/^\d{12}$/.test(options.account), `account must be 12 digits, not ${options.account}`],
  [isRegionName(options.region), `region must be an AWS region such as us-east-1, not ${options.region}`],
  [
    options.shardQuota === undefined || (isWhole(options.shardQuota, 1e6) && options.shardQuota > 0),
    `shardQuota must be a whole number from 1 to 1000000, not ${options.shardQuota}`,
  ],
  [
    isWhole(options.athenaSeconds, 86_400) && options.athenaSeconds > 0,
    `athenaSeconds must be a whole number from 1 to 86400, not ${options.athenaSeconds}`,
  ],
  ...listFirehoseDemands(options.firehose),
];

const isWhole = (value: number, max: number): boolean => Number.isInteger(value) && value >= 0 && value <= max;
