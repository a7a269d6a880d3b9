import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { provideDuckDb } from "../foundation/columnar/find-duckdb";
import { OptionError, startCloud, type CloudOptions } from "./index";
import { explainLocalStackVariables } from "./localstack-variables";
import { onParentEnd } from "./processes/processes";

/** What `lab-cloud --help` prints. */
export const USAGE = `lab-cloud [--port 4566] [--tls-port N] [--data DIR | --memory] [--speed N] [--seed N] [--keys any|own] [--secret TEXT] [--iam off|on] [--lag]
          [--socket PATH] [--fsync] [--allow-code] [--resources FILE] [--python PATH] [--firehose-memory MIB] [--firehose-quota MIB] [--firehose-partitions N]
          [--shard-quota N] [--athena-seconds N] [--short-returns]
lab-cloud --fetch-duckdb

A local AWS on 127.0.0.1 for streaming labs and tests.

  --port N       the port to listen on; 0 picks any free port (4566)
  --tls-port N   speak TLS on this port as well, for clients that speak nothing else; 0 takes any that is free. The
                 certificate, DIR/certificate.pem, is made at the first start and good for this machine's names alone
  --data DIR     keep data in this folder; it survives a restart
  --memory       keep data only while the cloud runs (what happens without --data)
  --speed N      cloud time runs N times faster; 0 moves only through POST /_lab/clock (1)
  --seed N       the same seed gives the same IDs and the same random choices
  --keys WHICH   any: take every key; own: take only this cloud's keys, and verify signatures (any)
  --secret TEXT  with --keys any: the secret of every key, to verify signatures; a signed GET may then change something
  --allow-code   run functions and instances for any caller, even with --keys any: every user of this machine can then
                 run programs as you (with --keys own it is allowed anyway)
  --iam WHICH    on: services check that a role exists and trusts them (off; on with --lag)
  --lag          take as long as AWS for what is not done at once there (new roles, streams, Firehoses, metrics, …), and
                 throttle control planes at AWS's rates; --speed shortens all of it
  --socket PATH  also listen on this Unix socket
  --fsync        wait for the disk before a write is acknowledged
  --firehose-memory MIB, --firehose-quota MIB, --firehose-partitions N
                 what Firehose may hold in memory (256); what a stream takes in a second, and with it requests and records
                 (AWS's quota of the region, 5 or 1); partitions that may hold data at the same time (500)
  --shard-quota N
                 the most open shards of Kinesis (AWS's quota of the region, 500 or 200)
  --athena-seconds N
                 how long a query of Athena's may run, in real time (60)
  --short-returns
                 let long polls of SQS give what the first machine has: often one message, as seen on AWS
  --python PATH  a Python with pyarrow and boto3, for ORC files and functions (that of the nearest .venv)
  --flink DIR    an Apache Flink that "labs flink" has set up, started when it is first asked for (the nearest .labs/flink)
  --fetch-duckdb fetch DuckDB now, for Athena and Parquet, instead of at its first use, and end
  --resources FILE
                 create what this JSON file or module lists: streams, buckets, roles and more; what is there
                 already is left as it is

The keys and the token of a cloud are in DIR/access.json. They can be given in LABS_CLOUD_TOKEN and, for --keys own,
in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`;

/**
 * How much V8's heap may grow over its live objects before a garbage collection; V8 itself lets it grow to four times
 * their size. With 100 percent, 3,000 streams and as many queues take 172 MB instead of 191. With 50 percent they
 * take 163, but large PutRecords then cause twice as many full collections. Set only after the start, since V8 rejects
 * code that was compiled with other flags.
 */
const HEAP_GROWING_PERCENT = 100;
/**
 * V8 allocates objects directly in the old generation if nearly all earlier objects of the same allocation site have
 * survived a collection. After a while it did so with the listeners of each request (an object literal of Node's), and
 * these kept the whole request in memory until a full collection: this cost a third of a small call's time.
 */
const NOTHING_STARTS_OLD = "--no-allocation-site-pretenuring";

const flags = {
  port: { type: "string" },
  "tls-port": { type: "string" },
  data: { type: "string" },
  memory: { type: "boolean" },
  speed: { type: "string" },
  seed: { type: "string" },
  keys: { type: "string" },
  secret: { type: "string" },
  "allow-code": { type: "boolean" },
  iam: { type: "string" },
  lag: { type: "boolean" },
  socket: { type: "string" },
  fsync: { type: "boolean" },
  python: { type: "string" },
  flink: { type: "string" },
  "short-returns": { type: "boolean" },
  "firehose-memory": { type: "string" },
  "shard-quota": { type: "string" },
  "athena-seconds": { type: "string" },
  "firehose-quota": { type: "string" },
  "firehose-partitions": { type: "string" },
  resources: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * The command `lab-cloud`.
 *
 * @returns the exit status: 0 done, 1 failed, 2 wrongly called. A cloud that runs keeps the process open until SIGINT or
 *          SIGTERM.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let options: CloudOptions | undefined;
  try {
    if (args.includes("--fetch-duckdb")) {
      process.stdout.write(`DuckDB is in ${dirname(await provideDuckDb())}\n`);
      return 0;
    }
    options = parseOptions(args, process.env);
    if (options === undefined) {
      process.stdout.write(`${USAGE}\n`);
      return 0;
    }
    await run(options);
    return 0;
  } catch (error) {
    const isMisuse =
      error instanceof OptionError ||
      (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));
    process.stderr.write(`${explainError(error, options)}\n${isMisuse ? "See lab-cloud --help.\n" : ""}`);
    return isMisuse ? 2 : 1;
  }
}

/** Starts a cloud, prints one line, and stops the cloud at Ctrl-C or SIGTERM. */
async function run(options: CloudOptions): Promise<void> {
  const cloud = await startCloud(options);
  const stop = (): void => {
    // A second signal ends the process at once.
    process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
    void cloud.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explainError(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  // Only if npm started the command: with `nohup`, for example, a user may want it to outlive the shell.
  if (process.env["npm_lifecycle_event"] !== undefined) onParentEnd(stop);
  for (const line of explainLocalStackVariables(process.env)) process.stderr.write(`${line}\n`);
  process.stdout.write(`lab cloud ready on ${cloud.endpoint}\n`);
  if (cloud.tlsEndpoint !== undefined)
    process.stdout.write(`TLS on ${cloud.tlsEndpoint}, certificate in ${cloud.certificateFile}\n`);
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
  setFlagsFromString(NOTHING_STARTS_OLD);
}

/** @returns undefined if only help was requested */
function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv): CloudOptions | undefined {
  const { values } = parseArgs({ args: [...args], options: flags });
  if (values.help) return undefined;
  if (values.memory && values.data !== undefined) throw new OptionError("--memory and --data exclude each other.");
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, LABS_CLOUD_TOKEN: token } = env;
  const hasKeys = values.keys === "own" && accessKeyId && secretAccessKey;
  return removeUndefined({
    ...values,
    "firehose-memory": undefined,
    "shard-quota": undefined,
    "athena-seconds": undefined,
    "short-returns": undefined,
    "tls-port": undefined,
    "allow-code": undefined,
    allowCode: values["allow-code"],
    shortReturns: values["short-returns"],
    "firehose-quota": undefined,
    "firehose-partitions": undefined,
    memory: undefined,
    port: parseNumber(values.port, "port"),
    tlsPort: parseNumber(values["tls-port"], "tls-port"),
    speed: parseNumber(values.speed, "speed"),
    seed: parseNumber(values.seed, "seed"),
    shardQuota: parseNumber(values["shard-quota"], "shard-quota"),
    athenaSeconds: parseNumber(values["athena-seconds"], "athena-seconds"),
    firehose: removeUndefined({
      memoryMiB: parseNumber(values["firehose-memory"], "firehose-memory"),
      mebibytesPerSecond: parseNumber(values["firehose-quota"], "firehose-quota"),
      activePartitions: parseNumber(values["firehose-partitions"], "firehose-partitions"),
    }),
    credentials: hasKeys ? { accessKeyId, secretAccessKey } : undefined,
    token: token || undefined,
  });
}

const removeUndefined = (values: object): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function parseNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (text.trim() === "" || Number.isNaN(Number(text)))
    throw new OptionError(`--${name} must be a number, not '${text}'.`);
  return Number(text);
}

function explainError(error: unknown, options?: CloudOptions): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE") {
    const flag = "port" in error && error.port === options?.tlsPort ? "--tls-port" : "--port";
    return `The port is in use by another program. Choose another with ${flag}, or ${flag} 0 for any that is free.`;
  }
  if ("code" in error && error.code === "EACCES") return `No permission: ${error.message}`;
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
