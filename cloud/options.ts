import { basename, resolve } from "node:path";
import { anySeed } from "./core/random";
import { firehoseDemands, firehoseSettings, type FirehoseSettings } from "./services/firehose/firehose-settings";
import type { Confine } from "./processes/command";

/**
 * What a cloud is to hold from the start. Each entry is the input of the AWS call that creates such a thing, with AWS's own
 * member names: `{ streams: [{ StreamName: "trips", ShardCount: 2 }] }`.
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

/** How a cloud is started. Everything may be left out. */
export interface CloudOptions {
  /** 4566 unless told; 0 takes any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /**
   * A port for clients that speak TLS alone, such as the Kinesis Producer Library; 0 takes any free one, none unless told. Always on 127.0.0.1, with
   * a certificate that is signed by itself and kept in the data folder.
   */
  readonly tlsPort?: number;
  /** A folder for data that survives a restart. Left out, data lives in a temporary folder that `stop` removes. */
  readonly data?: string;
  /** Times faster than real time, 1 unless told; 0 moves only when it is advanced. */
  readonly speed?: number;
  /** 0 to 2^32-1. The same seed gives the same ids and the same chances. */
  readonly seed?: number;
  /** ISO time at which a new cloud's clock starts; now unless told. */
  readonly startAt?: string;
  /** `any` takes every key and does not look at signatures; `own` takes only this cloud's keys. `any` unless told. */
  readonly keys?: "any" | "own";
  /**
   * Take and run other people's code (Lambda functions, user data of instances) although the caller is not known. With `keys: "own"` it is
   * allowed; with `any` it is not unless told: whoever can reach the port, other users of the machine too, could run programs as you.
   */
  readonly allowCode?: boolean;
  /** `on` makes services check that a role exists and trusts them. `off` unless told, but `on` with `lag`. */
  readonly iam?: "off" | "on";
  /**
   * Takes as long as AWS for what is not done at once there, and throttles control planes at AWS's rates, so that a program that works here does
   * not fail there for want of waiting. Off unless told. All of it goes by the cloud's clock.
   */
  readonly lag?: boolean;
  /** 12 digits; 000000000000 unless told. */
  readonly account?: string;
  /** us-east-1 unless told. */
  readonly region?: string;
  /** A unix socket to listen on as well, for sandboxes without a network. */
  readonly socket?: string;
  /** Keys to use instead of the folder's or new ones. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The control token to use instead of the folder's or a new one. */
  readonly token?: string;
  /** Firehose's memory, and the quotas that AWS raises on request; AWS's own unless told. */
  readonly firehose?: Partial<FirehoseSettings>;
  /** Seconds of real time that a query of Athena's may run; 60 unless told. On AWS it is 30 minutes. */
  readonly athenaSeconds?: number;
  /** The most open shards of Kinesis, which AWS raises on request; AWS's quota of the region, 500 or 200, unless told. */
  readonly shardQuota?: number;
  /**
   * Let long polls of a standard SQS queue answer with what the first machine has that has anything: often one message, however many
   * wait, as has been seen on AWS. Unless told, they look at the whole queue.
   */
  readonly shortReturns?: boolean;
  /** A Python with pyarrow, which reads and writes ORC, and boto3, for functions; the nearest `.venv`'s unless told, else `python3`. */
  readonly python?: string;
  /** The folder of an Apache Flink that `labs flink` has set up; the nearest `.labs/flink` unless told. */
  readonly flink?: string;
  /**
   * Puts every process that runs other people's code (functions, user data) into a sandbox. Left out, they run as the user
   * who runs the cloud does.
   */
  readonly confine?: Confine;
  /** Wait for the disk itself before a write is acknowledged, so that it survives a power loss. Slow; off unless told. */
  readonly fsync?: boolean;
  /**
   * What to create before the cloud is ready: the resources, or the path of a JSON file or a module that holds them. What is
   * there already is left as it is.
   */
  readonly resources?: Resources | string;
  /** Told what the cloud has to say, one line each: repairs, and its own bugs with their stacks. Standard error unless told. */
  readonly log?: (line: string) => void;
}

/** Options with every choice made. */
export interface ResolvedOptions {
  readonly port: number;
  readonly tlsPort: number | undefined;
  readonly data: string | undefined;
  readonly speed: number;
  readonly seed: number;
  readonly startAt: number;
  readonly keys: "any" | "own";
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

/** An option that cannot be. The message names it. */
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
  const { data, socket, credentials, token, python, flink, confine } = options;
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as CloudOptions;
  const resolved: ResolvedOptions = {
    ...usual,
    ...given,
    allowCode: options.allowCode ?? options.keys === "own",
    iam: options.iam ?? (options.lag === true ? "on" : "off"),
    firehose: firehoseSettings(options.firehose),
    shardQuota: options.shardQuota,
    tlsPort: options.tlsPort,
    ...{ socket, credentials, token, confine },
    // Functions and Athena's queries run in processes whose folder is another: they would look beside it.
    data: data === undefined ? undefined : resolve(data),
    flink: flink === undefined ? undefined : resolve(flink),
    // A mere name is looked for in PATH.
    python: python === undefined || basename(python) === python ? python : resolve(python),
    seed: options.seed ?? anySeed(),
    startAt: options.startAt === undefined ? Date.now() : Date.parse(options.startAt),
  };
  for (const [isRight, message] of demands(resolved)) if (!isRight) throw new OptionError(message);
  return resolved;
}

const demands = (options: ResolvedOptions): readonly (readonly [boolean, string])[] => [
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
  [Number.isFinite(options.startAt), "startAt must be an ISO time such as 2030-01-01T00:00:00Z"],
  [options.keys === "any" || options.keys === "own", `keys must be any or own, not ${String(options.keys)}`],
  [options.iam === "off" || options.iam === "on", `iam must be off or on, not ${String(options.iam)}`],
  [!options.lag || options.iam === "on", "lag needs iam on: new roles are among what lags"],
  [/^\d{12}$/.test(options.account), `account must be 12 digits, not ${options.account}`],
  [
    /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(options.region),
    `region must be an AWS region such as us-east-1, not ${options.region}`,
  ],
  [
    options.shardQuota === undefined || (isWhole(options.shardQuota, 1e6) && options.shardQuota > 0),
    `shardQuota must be a whole number from 1 to 1000000, not ${options.shardQuota}`,
  ],
  [
    isWhole(options.athenaSeconds, 86_400) && options.athenaSeconds > 0,
    `athenaSeconds must be a whole number from 1 to 86400, not ${options.athenaSeconds}`,
  ],
  ...firehoseDemands(options.firehose),
];

const isWhole = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;
