import { chmodSync, chownSync, cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { SSM } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { breakFile } from "./testing/break-file";
import { skipIf, LONG } from "./testing/skip";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { createRandom, type Random } from "../foundation/random";
import { startCloud } from "./index";
import { EMPTY_LOG_BYTES } from "./storage/append-log";
import { readFrame, FRAME_HEAD_BYTES } from "./storage/frames";

const SEED = process.env["DAMAGE_SEED"] ?? "damage";
const FLIPS = LONG ? 50 : 1;
/** How much of a file is overwritten with zeros, in bytes. */
const ZEROS = 64;
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const RESOURCES = {
  roles: [{ RoleName: "delivery", AssumeRolePolicyDocument: TRUST }],
  logGroups: [{ logGroupName: "lines" }],
  logStreams: [{ logGroupName: "lines", logStreamName: "one" }],
  buckets: [{ Bucket: "raw" }, { Bucket: "delivered" }],
  queues: [{ QueueName: "jobs" }],
  databases: [{ DatabaseInput: { Name: "trips" } }],
  streams: [{ StreamName: "trips", ShardCount: 1 }],
  deliveryStreams: [
    {
      DeliveryStreamName: "to-delivered",
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::delivered",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
      },
    },
  ],
};

/** A file of the data folder, and what it holds: the names in it begin with the kind. */
type DataFile = readonly [file: RegExp, kind: string];
const LOGS: readonly DataFile[] = [
  [/^services\/s3\/index\.log$/, "object"],
  [/^services\/sqs\/messages\/\d+\.log$/, "message"],
  [/^services\/kinesis\/records\/.*\.log$/, "record"],
  [/^services\/logs\/events-.*\.log$/, "event"],
  [/^services\/firehose\/.*\/intake-\d+\.log$/, "delivered"],
];
const TABLES: readonly DataFile[] = [
  [/^services\/ssm\/parameters\.table$/, "parameter"],
  [/^services\/glue\/tables\.table$/, "table"],
  [/^services\/sqs\/queues\.table$/, "queue"],
  [/^services\/kinesis\/streams\.table$/, "stream"],
  [/^services\/iam\/roles\.table$/, "role"],
];

const DOCUMENTS: readonly DataFile[] = [
  [/^clock\.json$/, "queue"],
  [/^access\.json$/, "queue"],
  [/^format\.json$/, "queue"],
];
const OTHERS: readonly DataFile[] = [...DOCUMENTS, [/^services\/s3\/objects\//, "object"]];
/** A user that no account has. */
const OTHER_USER = 2_100_000_002;

/** A change of a file's bytes, and the range that it damages. */
interface Damage {
  readonly name: string;
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

function drawDamages(bytes: Buffer, older: Buffer, random: Random): Damage[] {
  const drawWithin = (min: number): number => min + random.drawBelow(bytes.byteLength - min);
  const createDamage = (
    name: string,
    [from, to]: readonly [number, number],
    fill: (byte: number) => number,
  ): Damage => {
    const copy = Buffer.from(bytes);
    for (let at = from; at < Math.min(to, copy.byteLength); at += 1) copy[at] = fill(copy[at] ?? 0);
    return { name, bytes: copy, from, to };
  };
  const zeroed = drawWithin(EMPTY_LOG_BYTES);
  const cut = drawWithin(EMPTY_LOG_BYTES + 1);
  return [
    ...Array.from({ length: FLIPS }, () => {
      const at = drawWithin(EMPTY_LOG_BYTES);
      const bit = 1 << random.drawBelow(8);
      return createDamage(`bit ${bit} of byte ${at} flipped`, [at, at + 1], (byte) => byte ^ bit);
    }),
    createDamage(`zeros from byte ${zeroed} on`, [zeroed, zeroed + ZEROS], () => 0),
    { name: `cut at byte ${cut}`, bytes: bytes.subarray(0, cut), from: cut, to: bytes.byteLength },
    { name: "an older version", bytes: older, from: older.byteLength, to: bytes.byteLength },
  ];
}

/** The text of all frames that a range touches. */
function getFrameText(bytes: Buffer, { from, to }: Damage): string {
  let text = "";
  for (let at = EMPTY_LOG_BYTES; at < bytes.byteLength;) {
    const payload = readFrame(bytes, at) ?? expect.fail(`no frame at ${at}`);
    const end = at + FRAME_HEAD_BYTES + payload.byteLength;
    if (at < to && end > from) text += payload.toString("latin1");
    at = end;
  }
  return text;
}

type Cloud = Awaited<ReturnType<typeof startCloud>>;

function createClients({ endpoint, region, credentials }: Cloud) {
  const config = { endpoint, region, credentials, maxAttempts: 1 };
  return {
    s3: new S3({ ...config, forcePathStyle: true }),
    sqs: new SQS(config),
    kinesis: new Kinesis(config),
    logs: new CloudWatchLogs(config),
    firehose: new Firehose(config),
    ssm: new SSM(config),
    glue: new Glue(config),
    iam: new IAM(config),
  };
}

const createName = (kind: string, number: number): string => `${kind}-${String(number).padStart(3, "0")}`;

/** Writes things of all kinds, named by their kind and number. */
async function fill(cloud: Cloud, numbers: readonly number[]): Promise<void> {
  const { s3, sqs, kinesis, logs, firehose, ssm, glue, iam } = createClients(cloud);
  for (const number of numbers) {
    const name = (kind: string): string => createName(kind, number);
    await s3.putObject({ Bucket: "raw", Key: name("object"), Body: `body of ${name("object")}` });
    await sqs.sendMessage({ QueueUrl: "jobs", MessageBody: name("message") });
    await kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from(name("record")) });
    const logEvents = [{ timestamp: cloud.clock.now(), message: name("event") }];
    await logs.putLogEvents({ logGroupName: "lines", logStreamName: "one", logEvents });
    const Record = { Data: Buffer.from(`${name("delivered")}\n`) };
    await firehose.putRecord({ DeliveryStreamName: "to-delivered", Record });
    await ssm.putParameter({ Name: name("parameter"), Type: "String", Value: "v" });
    await glue.createTable({ DatabaseName: "trips", TableInput: { Name: name("table") } });
    await sqs.createQueue({ QueueName: name("queue") });
    await iam.createRole({ RoleName: name("role"), AssumeRolePolicyDocument: TRUST });
    await kinesis.createStream({ StreamName: name("stream"), ShardCount: 1 });
    await cloud.clock.advance(1);
  }
}

/** Reads one kind of things. Objects count only if their bytes are those that were written. */
async function listNames(cloud: Cloud, kind: string): Promise<string[]> {
  const { s3, sqs, kinesis, logs, ssm, glue, iam } = createClients(cloud);
  const listObjects = async (
    expected: (bucket: string) => boolean,
  ): Promise<(readonly [key: string, text: string])[]> => {
    const found: (readonly [key: string, text: string])[] = [];
    for (const { Name: Bucket = "" } of (await s3.listBuckets({})).Buckets ?? [])
      for (const { Key = "" } of expected(Bucket) ? ((await s3.listObjectsV2({ Bucket })).Contents ?? []) : [])
        found.push([Key, (await (await s3.getObject({ Bucket, Key })).Body?.transformToString()) ?? ""]);
    return found;
  };
  const read: Readonly<Record<string, () => Promise<(string | undefined)[]>>> = {
    object: async () =>
      (await listObjects((bucket) => bucket !== "delivered"))
        .filter(([key, text]) => text === `body of ${key}`)
        .map(([key]) => key),
    delivered: async () => {
      // If its entry was damaged, the bucket has another name, and Firehose keeps the records until there is one.
      await s3.createBucket({ Bucket: "delivered" }).catch(() => undefined);
      await cloud.clock.advance(600);
      return (await listObjects((bucket) => bucket === "delivered")).flatMap(([, text]) => text.split("\n"));
    },
    async message() {
      const found: (string | undefined)[] = [];
      const count = "ApproximateNumberOfMessages";
      const isEmpty = async (): Promise<boolean> =>
        (await sqs.getQueueAttributes({ QueueUrl: "jobs", AttributeNames: [count] })).Attributes?.[count] === "0";
      // A short poll asks some of the machines: that it gives nothing doesn't mean that there is nothing.
      while (!(await isEmpty())) {
        const { Messages = [] } = await sqs.receiveMessage({
          ...{ QueueUrl: "jobs", MaxNumberOfMessages: 10, VisibilityTimeout: 600 },
        });
        found.push(...Messages.map(({ Body }) => Body));
      }
      return found;
    },
    async record() {
      const target = { StreamName: "trips", ShardId: "shardId-000000000000" };
      const { ShardIterator } = await kinesis.getShardIterator({ ...target, ShardIteratorType: "TRIM_HORIZON" });
      const { Records = [] } = await kinesis.getRecords({ ShardIterator });
      return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
    },
    event: async () =>
      (
        (await logs.getLogEvents({ logGroupName: "lines", logStreamName: "one", startFromHead: true })).events ?? []
      ).map(({ message }) => message),
    parameter: async () =>
      ((await ssm.describeParameters({ MaxResults: 50 })).Parameters ?? []).map(({ Name }) => Name),
    table: async () => ((await glue.getTables({ DatabaseName: "trips" })).TableList ?? []).map(({ Name }) => Name),
    queue: async () => ((await sqs.listQueues({})).QueueUrls ?? []).map((url) => url.split("/").at(-1)),
    stream: async () => (await kinesis.listStreams({ Limit: 100 })).StreamNames ?? [],
    role: async () => ((await iam.listRoles({})).Roles ?? []).map(({ RoleName }) => RoleName),
  };
  const names = await (read[kind] ?? expect.fail(kind))();
  return names
    .filter((name) => name?.startsWith(`${kind}-`))
    .map(String)
    .sort();
}

/** The names of all things of a kind, as `fill` made them. */
const readAll = (kind: string): string[] => Array.from({ length: 12 }, (_, index) => createName(kind, index + 1));

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => file.replaceAll("\\", "/"));
const countObjectFiles = (folder: string): number =>
  listFiles(folder).filter((file) => file.startsWith("services/s3/objects/")).length;

describe(`a data folder with a damaged file (DAMAGE_SEED=${SEED})`, function () {
  this.timeout(LONG ? 900_000 : 600_000);
  const older = createTemporaryFolder();
  const whole = createTemporaryFolder();
  const tried = createTemporaryFolder();
  const lines: string[] = [];
  const start = (data: string): Promise<Cloud> =>
    startCloud({ ...{ port: 0, speed: 0, seed: 1, data, resources: {} }, log: (line) => lines.push(line) });

  before(async () => {
    const options = { port: 0, speed: 0, seed: 1, startAt: "2030-01-01T00:00:00Z", data: whole };
    const cloud = await startCloud({ ...options, resources: RESOURCES });
    await fill(cloud, [1, 2, 3, 4, 5, 6]);
    await cloud.stop();
    cpSync(whole, older, { recursive: true });
    const again = await start(whole);
    await fill(again, [7, 8, 9, 10, 11, 12]);
    await again.stop();
    expect(lines).to.deep.equal([]);
  });

  /** Starts a cloud on a copy of the folder with files replaced. @returns what it said, and the names that it has by kind */
  const tryWith = async (
    files: readonly (readonly [file: string, bytes: Buffer])[],
    kinds: readonly string[],
  ): Promise<{ output: string; names: Map<string, string[]> }> => {
    rmSync(tried, { recursive: true });
    cpSync(whole, tried, { recursive: true });
    for (const [file, bytes] of files) writeFileSync(join(tried, file), bytes);
    return readTried(kinds);
  };
  /** Starts a cloud on the folder as the last one left it. */
  const readTried = async (kinds: readonly string[]): Promise<{ output: string; names: Map<string, string[]> }> => {
    lines.length = 0;
    const cloud = await start(tried);
    try {
      const names = new Map<string, string[]>();
      for (const kind of kinds) names.set(kind, await listNames(cloud, kind));
      // Some files are opened when they are first read.
      return { output: lines.join("\n"), names };
    } finally {
      await cloud.stop();
    }
  };

  for (const [title, damagedFiles] of [
    ["log", LOGS],
    ["table", TABLES],
  ] as const)
    it(`loses only the content of the damaged bytes of a ${title}, and names the file`, async () => {
      const files = damagedFiles.map(([pattern, kind]) => {
        const file = listFiles(whole).find((name) => pattern.test(name)) ?? expect.fail(`no file ${pattern}`);
        const bytes = readFileSync(join(whole, file));
        return {
          ...{ file, kind, bytes },
          damages: drawDamages(bytes, readFileSync(join(older, file)), createRandom(`${SEED} ${file}`)),
        };
      });
      const kinds = files.map(({ kind }) => kind);
      // Every file is damaged at once: none of them says what is in another.
      for (let round = 0; round < FLIPS + 3; round += 1) {
        const damaged = files.flatMap(({ damages, ...rest }) => {
          const damage = damages[round];
          return damage === undefined || damage.bytes.equals(rest.bytes) ? [] : [{ ...rest, damage }];
        });
        const { output, names } = await tryWith(
          damaged.map(({ file, damage }) => [file, damage.bytes] as const),
          kinds,
        );
        for (const { file, kind, bytes, damage } of damaged) {
          expect(output, damage.name).to.contain(join(tried, file));
          const lost = readAll(kind).filter((name) => !names.get(kind)?.includes(name));
          const held = getFrameText(bytes, damage);
          const message = `${file}, ${damage.name}: lost outside of the damage\n${output}`;
          expect(
            lost.filter((name) => !held.includes(name)),
            message,
          ).to.deep.equal([]);
        }
        if (!LONG && round !== 0) continue;
        // Delivered records and received messages are in their final state; all others can be read again.
        const readAgain = kinds.filter((kind) => kind !== "delivered" && kind !== "message");
        const again = await readTried(readAgain);
        for (const kind of readAgain) expect(again.names.get(kind), kind).to.deep.equal(names.get(kind));
        expect(again.output, "said twice").to.not.contain("cannot be read");
        expect(countObjectFiles(tried), "files of objects").to.be.least(countObjectFiles(whole));
      }
    });

  it("is rejected or reported if a document or a log's header is damaged", async () => {
    const random = createRandom(`${SEED} documents`);
    for (const file of [
      "clock.json",
      "access.json",
      "format.json",
      "services/s3/index.log",
      "services/iam/roles.table",
    ])
      for (let time = 0; time < FLIPS; time += 1) {
        const bytes = readFileSync(join(whole, file));
        const at = random.drawBelow(file.endsWith(".json") ? bytes.byteLength : EMPTY_LOG_BYTES);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.drawBelow(8));
        const message = await tryWith([[file, bytes]], ["queue"]).then(
          ({ output, names }) => {
            expect(names.get("queue"), `${file}, byte ${at}`).to.have.length(12);
            return output;
          },
          (error: unknown) => {
            expect(readFileSync(join(tried, file)).equals(bytes), "a refusal changes nothing").to.equal(true);
            return String(error);
          },
        );
        expect(message, `${file}, byte ${at}`).to.contain(file.endsWith("format.json") ? tried : join(tried, file));
      }
  });

  /** @param block makes a file unreadable, until the function that it returns is called */
  async function expectNotReplaced(files: readonly DataFile[], block: (file: string) => () => void): Promise<void> {
    for (const [pattern, kind] of files) {
      rmSync(tried, { recursive: true });
      cpSync(whole, tried, { recursive: true });
      const file = listFiles(tried).find((name) => pattern.test(name)) ?? expect.fail(`no file ${pattern}`);
      const unblock = block(join(tried, file));
      try {
        const failure = await readTried([kind]).then(
          ({ output }) => output,
          (error: unknown) => `${String(error)} ${lines.join("\n")}`,
        );
        expect(failure, file).to.match(/EACCES|EIO|cannot be read/);
      } finally {
        unblock();
      }
      const { names } = await readTried([kind]);
      expect(names.get(kind), `${file}, readable again`).to.deep.equal(readAll(kind));
    }
  }

  it("never treats a file as missing that it may not read (EACCES)", async function () {
    const isRoot = process.getuid?.() === 0;
    skipIf(this, isRoot ? undefined : "only root can act as another user, as which it is bound to permissions");
    await expectNotReplaced([...LOGS, ...TABLES, ...OTHERS], (file) => {
      for (const name of ["", ...readdirSync(tried, { recursive: true, encoding: "utf8" })])
        chownSync(join(tried, name), OTHER_USER, OTHER_USER);
      chmodSync(file, 0);
      process.seteuid?.(OTHER_USER);
      return () => {
        process.seteuid?.(0);
        expect(statSync(file).mode & 0o777, `${file} was replaced`).to.equal(0);
        chmodSync(file, 0o600);
      };
    });
  });

  it("never treats a file as missing that the disk can't read (EIO)", async () => {
    await expectNotReplaced([...LOGS, ...TABLES, ...DOCUMENTS], breakFile);
  });

  it("never returns wrong bytes of an object with a damaged file", async () => {
    const file = listFiles(whole).find((name) => name.startsWith("services/s3/objects/")) ?? expect.fail("no object");
    const bytes = readFileSync(join(whole, file));
    for (const damaged of [
      bytes.subarray(0, 3),
      Buffer.alloc(bytes.byteLength),
      Buffer.concat([bytes.subarray(1), bytes.subarray(0, 1)]),
    ]) {
      const fault = await tryWith([[file, damaged]], ["object"]).then(
        () => "none",
        (error: unknown) => String(error),
      );
      expect(fault).to.match(/InternalFailure|[Cc]hecksum mismatch/);
    }
  });
});
