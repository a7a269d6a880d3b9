import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as immediately } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { LONG } from "./testing/long";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { skipIf } from "./testing/skip";
import { createRandom, type Random } from "./core/random";
import { startCloud } from "./index";
import { startCloudProcess, type CloudProcess } from "./testing/cloud-process";

const SEED = Number(process.env["KILL_SEED"] ?? 41);
/** How many moments of each operation are tried in a short run. */
const SAMPLE = 8;
const PRELOAD = fileURLToPath(new URL("testing/kill-at-change.cjs", import.meta.url));
const ROLE = "arn:aws:iam::000000000000:role/any";
const LOG_STREAM = { logGroupName: "g", logStreamName: "s" };
const ROW = { StreamName: "old", PartitionKey: "k" };

type Clients = ReturnType<typeof createClients>;
interface Operation {
  /** The files that belong together. */
  readonly pair: string;
  readonly prepare?: (clients: Clients) => Promise<unknown>;
  /** What is killed at each of its changes of files. */
  readonly apply: (clients: Clients) => Promise<unknown>;
  /** What the files hold, as clients see it. */
  readonly observe: (clients: Clients) => Promise<unknown>;
  /** Whether what is observed is the same before and after. */
  readonly isKept?: true;
}

const createFunctionZip = (text: string) =>
  zipSync({ "index.mjs": strToU8(`export const handler = () => "${text}";`) });
/** The objects of a bucket, with their length and characters. */
const readObjects = async ({ s3 }: Clients): Promise<string[]> => {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: "objects" });
  return Promise.all(
    Contents.map(async ({ Key = "" }) => {
      const text = (await (await s3.getObject({ Bucket: "objects", Key })).Body?.transformToString()) ?? "";
      return `${Key} ${text.length} ${[...new Set(text)].join("")}`;
    }),
  );
};
const countMessages = async ({ sqs }: Clients): Promise<number[]> =>
  Promise.all(
    ["messages", "dead"].map(async (QueueUrl) => {
      const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
      return (["", "NotVisible", "Delayed"] as const)
        .map((which) => Number(Attributes[`ApproximateNumberOfMessages${which}`]))
        .reduce((sum, count) => sum + count, 0);
    }),
  );
const readStreams = async ({ kinesis }: Clients): Promise<unknown> => {
  const { StreamNames = [] } = await kinesis.listStreams({});
  return Promise.all(
    StreamNames.map(async (StreamName) => {
      const { Shards = [] } = await kinesis.listShards({ StreamName });
      const records = await Promise.all(
        Shards.map(async ({ ShardId }) => {
          const target = { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" as const };
          const { ShardIterator } = await kinesis.getShardIterator(target);
          const { Records = [] } = await kinesis.getRecords({ ShardIterator: ShardIterator ?? "" });
          return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
        }),
      );
      return [StreamName, Shards.map(({ ShardId, HashKeyRange }) => [ShardId, HashKeyRange]), records];
    }),
  );
};
const readStreamsLater = async (clients: Clients): Promise<unknown> => {
  await clients.advance(1);
  return readStreams(clients);
};
const readFunctions = async ({ lambda }: Clients): Promise<unknown> => {
  const { Functions = [] } = await lambda.listFunctions({});
  return Promise.all(
    Functions.map(async ({ FunctionName, CodeSha256 }) => {
      const { Code } = await lambda.getFunction({ FunctionName });
      const zip = await (await fetch(Code?.Location ?? "")).arrayBuffer();
      return [FunctionName, CodeSha256, zip.byteLength];
    }),
  );
};
const takeMessage = async ({ sqs }: Clients) => {
  for (let looks = 0; looks < 100; looks += 1) {
    const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: "messages", VisibilityTimeout: 10 });
    if (message) return message;
  }
  return expect.fail("no message comes");
};

const OPERATIONS: readonly Operation[] = [
  {
    pair: "an object's bytes and its entry in the index, when it is replaced",
    prepare: ({ s3 }) => s3.putObject({ Bucket: "objects", Key: "a", Body: "o".repeat(200_000) }),
    apply: ({ s3 }) => s3.putObject({ Bucket: "objects", Key: "a", Body: "n".repeat(300_000) }),
    observe: readObjects,
  },
  {
    pair: "an object's bytes and its entry in the index, when it is deleted",
    apply: ({ s3 }) => s3.deleteObject({ Bucket: "objects", Key: "a" }),
    observe: readObjects,
  },
  {
    pair: "the parts of an upload, the joined bytes and the index",
    prepare: async ({ s3 }) => {
      const target = { Bucket: "objects", Key: "joined" };
      const { UploadId } = await s3.createMultipartUpload(target);
      for (const PartNumber of [1, 2])
        await s3.uploadPart({ ...target, UploadId, PartNumber, Body: String(PartNumber).repeat(5 * 1024 ** 2) });
    },
    apply: async ({ s3 }) => {
      const { Uploads: [upload] = [] } = await s3.listMultipartUploads({ Bucket: "objects" });
      const target = { Bucket: "objects", Key: "joined", UploadId: upload?.UploadId };
      const { Parts = [] } = await s3.listParts(target);
      await s3.completeMultipartUpload({
        ...target,
        MultipartUpload: { Parts: Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })) },
      });
    },
    observe: async (clients) => [
      await readObjects(clients),
      ((await clients.s3.listMultipartUploads({ Bucket: "objects" })).Uploads ?? []).length,
    ],
  },
  {
    pair: "a queue's table and its log of messages",
    prepare: async ({ sqs }) => {
      await sqs.createQueue({ QueueName: "dead" });
      const deadLetterTargetArn = "arn:aws:sqs:us-east-1:000000000000:dead";
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
      await sqs.createQueue({ QueueName: "messages", Attributes: { RedrivePolicy } });
    },
    apply: ({ sqs }) => sqs.sendMessage({ QueueUrl: "messages", MessageBody: "m".repeat(5_000) }),
    observe: countMessages,
  },
  {
    pair: "the logs of a queue and of its dead-letter queue",
    prepare: async (clients) => {
      await takeMessage(clients);
      await clients.advance(11);
    },
    // A short poll asks some of the machines: the message moves at one of these.
    apply: async ({ sqs }) => {
      for (let polls = 0; polls < 10; polls += 1) await sqs.receiveMessage({ QueueUrl: "messages" });
    },
    observe: countMessages,
  },
  {
    pair: "the table of streams and a shard's log, when a stream is created",
    apply: async ({ kinesis, advance }) => {
      await kinesis.createStream({ StreamName: "old", ShardCount: 1 });
      await advance(1);
    },
    observe: readStreamsLater,
  },
  {
    pair: "a shard's log and its sequence numbers, when records arrive",
    apply: ({ kinesis }) => kinesis.putRecord({ ...ROW, Data: Buffer.from("r".repeat(3_000)) }),
    observe: readStreams,
  },
  {
    pair: "the table of streams and the logs of two new shards, when one is split",
    apply: async ({ kinesis, advance }) => {
      const ShardToSplit = "shardId-000000000000";
      await kinesis.splitShard({ StreamName: "old", ShardToSplit, NewStartingHashKey: String(2n ** 127n) });
      await advance(1);
    },
    observe: readStreamsLater,
  },
  {
    pair: "the table of streams and its shards' logs, when a stream is deleted",
    apply: async ({ kinesis, advance }) => {
      await kinesis.deleteStream({ StreamName: "old" });
      await advance(1);
    },
    observe: readStreamsLater,
  },
  {
    pair: "a function's code and its entry in the table",
    prepare: ({ iam }) => iam.createRole({ RoleName: "any", AssumeRolePolicyDocument: TRUST }),
    apply: async ({ lambda, advance }) => {
      const settings = { FunctionName: "f", Role: ROLE, Runtime: "nodejs22.x", Handler: "index.handler" } as const;
      await lambda.createFunction({ ...settings, Code: { ZipFile: createFunctionZip("one") } });
      await advance(1);
    },
    observe: readFunctions,
  },
  {
    pair: "a function's new code, its old code and its entry in the table",
    apply: ({ lambda }) => lambda.updateFunctionCode({ FunctionName: "f", ZipFile: createFunctionZip("the second") }),
    observe: readFunctions,
  },
  {
    pair: "a Firehose's log of records and the object that it delivers",
    prepare: async ({ firehose, s3, advance }) => {
      await s3.createBucket({ Bucket: "delivered" });
      await firehose.createDeliveryStream({
        DeliveryStreamName: "delivery",
        ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::delivered", RoleARN: ROLE },
      });
      await advance(1);
      const Record = { Data: Buffer.from("one\n") };
      await firehose.putRecord({ DeliveryStreamName: "delivery", Record });
    },
    apply: ({ advance }) => advance(301),
    // At least once, as on AWS: the line is never missing.
    isKept: true,
    observe: async ({ s3, advance }) => {
      await advance(301);
      const { Contents = [] } = await s3.listObjectsV2({ Bucket: "delivered" });
      const texts = await Promise.all(
        Contents.map(async ({ Key }) => (await s3.getObject({ Bucket: "delivered", Key })).Body?.transformToString()),
      );
      return [...new Set(texts.join("").split("\n"))];
    },
  },
  {
    pair: "a table of the catalog and its older versions",
    prepare: async ({ glue }) => {
      await glue.createDatabase({ DatabaseInput: { Name: "d" } });
      await glue.createTable({ DatabaseName: "d", TableInput: { Name: "t", Description: "one" } });
    },
    apply: ({ glue }) => glue.updateTable({ DatabaseName: "d", TableInput: { Name: "t", Description: "two" } }),
    observe: async ({ glue }) => {
      const { Table } = await glue.getTable({ DatabaseName: "d", Name: "t" });
      const { TableVersions = [] } = await glue.getTableVersions({ DatabaseName: "d", TableName: "t" });
      return [Table?.Description, TableVersions.map(({ Table: older }) => older?.Description)];
    },
  },
  {
    pair: "the table of log groups and a stream's log",
    prepare: async ({ logs }) => {
      await logs.createLogGroup(LOG_STREAM);
      await logs.createLogStream(LOG_STREAM);
    },
    apply: ({ logs }) => logs.putLogEvents({ ...LOG_STREAM, logEvents: [{ timestamp: Date.now(), message: "line" }] }),
    observe: async ({ logs }) => ((await logs.getLogEvents(LOG_STREAM)).events ?? []).map(({ message }) => message),
  },
];

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** At each stop, the data folder holds what kill -9 would leave; the same process then goes on, so that one serves all moments. */
describe(`kill -9 between two files that belong together (KILL_SEED=${SEED})`, function () {
  this.timeout(LONG ? 600_000 : 180_000);
  const home = createTemporaryFolder();
  const data = join(home, "data");
  const orders = join(home, "orders");
  let cloud: CloudProcess;
  let clients: Clients;
  let counted = 0;
  before(async function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux says whether a process has stopped");
    cloud = await startCloudProcess(["--port", "0", "--data", data, "--speed", "0", "--allow-code"], {
      env: { NODE_OPTIONS: `--require ${PRELOAD}`, STOP_AT_CHANGES: orders },
    });
    clients = createClients(cloud.clientConfig, (seconds) => cloud.advance(seconds));
    await clients.s3.createBucket({ Bucket: "objects" });
  });
  after(async () => {
    await cloud?.end("SIGKILL");
    console.log(`      ${counted} moments`);
  });
  /** The lock names the process, which is gone after a kill. */
  const copy = (to: string) =>
    cpSync(data, to, { recursive: true, filter: (path) => !path.startsWith(join(data, "in-use-by")) });
  /** Copies between two operations. The process is stopped meanwhile: it may still tidy up after the last one. */
  async function copyStopped(to: string): Promise<void> {
    cloud.child.kill("SIGSTOP");
    while (!isStopped(cloud.child.pid)) await immediately();
    copy(to);
    cloud.child.kill("SIGCONT");
  }

  /** @param visit is called at each change with its name, while all threads are stopped */
  async function applyInSteps(apply: Operation["apply"], visit: (change: string) => void): Promise<void> {
    writeFileSync(orders, "");
    let isDone = false;
    const working = apply(clients).finally(() => (isDone = true));
    for (let seen = ""; !isDone; await immediately()) {
      if (!isStopped(cloud.child.pid)) continue;
      const change = readFileSync(orders, "utf8");
      if (change === seen) continue;
      visit((seen = change));
      cloud.child.kill("SIGCONT");
    }
    rmSync(orders);
    await working;
  }

  for (const [index, { pair, prepare, apply, observe, isKept = false }] of OPERATIONS.entries()) {
    it(`leaves all of a change or nothing of it: ${pair}`, async () => {
      const copies = join(home, String(index));
      mkdirSync(copies);
      await prepare?.(clients);
      await copyStopped(join(copies, "before"));
      const moments: string[] = [];
      await applyInSteps(apply, (change) => copy(join(copies, String(moments.push(change)))));
      await copyStopped(join(copies, "after"));
      const [was, is] = [
        await readCopy(join(copies, "before"), observe),
        await readCopy(join(copies, "after"), observe),
      ];
      expect(moments, "changes of files").to.have.length.greaterThan(1);
      expect(was === is, `${was} ${is}`).to.equal(isKept);
      for (const at of drawMoments(moments.length, createRandom(`${SEED} ${pair}`))) {
        counted += 1;
        const found = await readCopy(join(copies, String(at + 1)), observe);
        expect([was, is], `before ${moments[at]}: ${found}`).to.include(found);
      }
      rmSync(copies, { recursive: true });
    });
  }

  it("leaves what the copy at such a moment holds", async () => {
    const at = 1 + createRandom(String(SEED)).drawBelow(3);
    let stops = 0;
    const put = applyInSteps(
      ({ s3 }) => s3.putObject({ Bucket: "objects", Key: "last", Body: "l".repeat(300_000) }),
      () => {
        stops += 1;
        if (stops !== at) return;
        copy(join(home, "last"));
        cloud.child.kill("SIGKILL");
      },
    );
    await put.catch(() => undefined);
    expect(await cloud.ended).to.equal(null);
    expect(readFiles(data)).to.deep.equal(readFiles(join(home, "last")));
  });
});

/** All moments in a long run; otherwise some, drawn by the seed. */
function drawMoments(length: number, random: Random): readonly number[] {
  const all = Array.from({ length }, (_, at) => at);
  if (LONG) return all;
  while (all.length > SAMPLE) all.splice(random.drawBelow(all.length), 1);
  return all;
}

/** Whether all threads of a process have stopped: one may be in the middle of a write that another has begun. */
function isStopped(pid = 0): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).every((task) => {
      const status = readFileSync(`/proc/${pid}/task/${task}/stat`, "utf8");
      return status[status.lastIndexOf(")") + 2] === "T";
    });
  } catch {
    return false; // A thread, or the process, has just ended.
  }
}

/** The content of each file, but for the lock, which names the process. */
function readFiles(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => !name.startsWith("in-use-by") && statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "latin1")]));
}

/** What a cloud that starts with these files says, and whether it found damage. */
async function readCopy(data: string, observe: Operation["observe"]): Promise<string> {
  const logged: string[] = [];
  const cloud = await startCloud({ port: 0, data, speed: 0, allowCode: true, log: (line) => logged.push(line) });
  const { endpoint, credentials, region } = cloud;
  const clients = createClients({ endpoint, credentials, region, maxAttempts: 1 }, (seconds) =>
    cloud.clock.advance(seconds),
  );
  try {
    const found = JSON.stringify(await observe(clients));
    const faults = logged.filter((line) => /^bug |\.damaged/.test(line));
    return [found, ...faults].join(" ");
  } finally {
    clients.close();
    await cloud.stop();
  }
}

function createClients(config: CloudProcess["clientConfig"], advance: (seconds: number) => Promise<unknown>) {
  const all = {
    s3: new S3({ ...config, forcePathStyle: true }),
    sqs: new SQS(config),
    kinesis: new Kinesis(config),
    firehose: new Firehose(config),
    glue: new Glue(config),
    iam: new IAM(config),
    lambda: new Lambda(config),
    logs: new CloudWatchLogs(config),
  };
  return { ...all, advance, close: () => Object.values(all).forEach((client) => client.destroy()) };
}
