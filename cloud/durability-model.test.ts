import fc from "fast-check";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Firehose } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { EMPTY_LOG_BYTES } from "./storage/append-log";
import { readFrame, FRAME_HEAD_BYTES } from "./storage/frames";
import { startCloudProcess, type CloudProcess } from "./testing/cloud-process";
import { LONG } from "./testing/skip";

const SEED = Number(process.env["DURABILITY_SEED"] ?? 41);
const RUNS = Number(process.env["DURABILITY_RUNS"] ?? (LONG ? 100 : 2));
const KILL = fileURLToPath(new URL("testing/kill-at-change.cjs", import.meta.url));
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
/** Files whose damage can cost only what the damaged frame names. */
const DAMAGED = /^services\/(?:s3\/index\.log|sqs\/messages\/\d+\.log|kinesis\/records\/.*\.log|glue\/tables\.table)$/;

const KINDS = ["object", "message", "record", "delivered", "table"] as const;
type Kind = (typeof KINDS)[number];
type Operation = { readonly kind: Kind; readonly name: number; readonly isRemoval: boolean };
/** Operations, the change of a file at which the process is killed, and a place of damage in parts of a million. */
interface Round {
  readonly operations: readonly Operation[];
  readonly killAt: number;
  readonly damage: { readonly file: number; readonly at: number } | undefined;
}

const operations = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), name: fc.nat(3), isRemoval: fc.boolean() }), {
  minLength: 8,
  maxLength: 30,
});
const rounds = fc.array(
  fc.record<Round>({
    operations,
    killAt: fc.integer({ min: 1, max: 80 }),
    damage: fc.option(fc.record({ file: fc.nat(999_999), at: fc.nat(999_999) }), { nil: undefined }),
  }),
  { minLength: 2, maxLength: 3 },
);

/** The possible values of each name: one, or several if an operation was in flight or bytes were damaged. */
class Model {
  readonly #may = new Map<string, ReadonlySet<string | undefined>>();
  readonly #earlier = new Map<string, Set<string | undefined>>();

  listNames(kind: string): string[] {
    return [...this.#may.keys()].filter((name) => name.startsWith(`${kind}-`));
  }

  getPossible(name: string): ReadonlySet<string | undefined> {
    return this.#may.get(name) ?? new Set([undefined]);
  }

  begin(name: string, value: string | undefined): void {
    this.#may.set(name, new Set([...this.getPossible(name), value]));
    this.#earlier.set(name, (this.#earlier.get(name) ?? new Set([undefined])).add(value));
  }

  createAcknowledge(name: string, value: string | undefined): void {
    this.#may.set(name, new Set([value]));
  }

  /** Lets everything that is named in damaged bytes be what it ever was. */
  createDamage({ path, content }: { readonly path: string; readonly content: string }): void {
    for (const [name, values] of this.#earlier) {
      if (content.includes(name)) this.#may.set(name, values);
      // A frame that deletes a message doesn't name its text: without the frame, the message is back.
      else if (path.includes("/sqs/") && name.startsWith("message-"))
        this.#may.set(
          name,
          new Set([...this.getPossible(name), ...[...values].filter((value) => value !== undefined)]),
        );
    }
  }
}

const counts = { runs: 0, kills: 0, damages: 0, operations: 0, lost: 0 };

describe(`data through kills and damage, against a model (DURABILITY_SEED=${SEED})`, function () {
  this.timeout(LONG ? 3_600_000 : 600_000);
  after(() =>
    console.log(
      `      ${Object.entries(counts)
        .map(([title, count]) => `${title}: ${count}`)
        .join(", ")}`,
    ),
  );

  it("keeps all acknowledged data, and reports which bytes were damaged", async () => {
    await fc.assert(
      fc.asyncProperty(rounds, (drawn) => walk(drawn)),
      { seed: SEED, numRuns: RUNS, endOnFailure: !LONG },
    );
  });
});

async function walk(drawn: readonly Round[]): Promise<void> {
  counts.runs += 1;
  const data = createTemporaryFolder();
  const model = new Model();
  let serial = 0;
  await runWithCloud(data, {}, setUp);
  for (const { operations: expected, killAt, damage } of drawn) {
    await runWithCloud(data, { NODE_OPTIONS: `--require ${KILL}`, KILL_AT_CHANGE: String(killAt) }, async (cloud) => {
      for (const operation of expected) {
        counts.operations += 1;
        await apply(cloud, model, { ...operation, serial: (serial += 1) });
      }
    });
    const damaged = damage && createFlipByte(data, damage);
    if (damaged) model.createDamage(damaged);
    await runWithCloud(data, {}, async (cloud) => {
      const found = await readAll(cloud);
      for (const kind of KINDS)
        for (const name of kind === "delivered" ? [] : model.listNames(kind)) {
          const value = found.get(name);
          if (!model.getPossible(name).has(value)) counts.lost += 1;
          expect([...model.getPossible(name)], `${name} after a kill at change ${killAt}`).to.include(value);
          model.createAcknowledge(name, value);
        }
      if (damaged) expect(cloud.getErrors()).to.contain(damaged.path);
    });
  }
  await runWithCloud(data, {}, async (cloud) => {
    // If its entry was damaged, the bucket has another name, and Firehose keeps the records until there is one.
    await createClients(cloud)
      .s3.createBucket({ Bucket: "delivered" })
      .catch(() => undefined);
    await cloud.advance(900);
    const delivered = new Set((await readObjects(cloud)).flatMap(({ text }) => text.split("\n")));
    for (const name of model.listNames("delivered"))
      if (!model.getPossible(name).has(undefined)) expect([...delivered], "delivered").to.include(name);
  });
}

/** Runs a cloud until the work is over or the process has killed itself. */
async function runWithCloud(
  data: string,
  env: Readonly<Record<string, string>>,
  work: (cloud: CloudProcess) => Promise<void>,
): Promise<void> {
  const mayDie = "KILL_AT_CHANGE" in env;
  const cloud = await startCloudProcess(["--port", "0", "--data", data, "--speed", "0"], { env }).catch(
    (error: unknown) => {
      if (!mayDie) throw error;
      counts.kills += 1; // It was killed in its start.
      return undefined;
    },
  );
  if (cloud === undefined) return;
  try {
    await work(cloud);
  } catch (error) {
    // An answer of the cloud, or a wrong one: it was not killed in this call.
    if (!mayDie || (error instanceof Error && ("$fault" in error || error.name === "AssertionError"))) throw error;
    await cloud.ended;
  } finally {
    if (mayDie) counts.kills += 1;
    await cloud.end(mayDie ? "SIGKILL" : "SIGTERM");
  }
}

function createClients({ clientConfig }: CloudProcess) {
  return {
    s3: new S3({ ...clientConfig, forcePathStyle: true }),
    sqs: new SQS(clientConfig),
    kinesis: new Kinesis(clientConfig),
    firehose: new Firehose(clientConfig),
    glue: new Glue(clientConfig),
  };
}

async function setUp(cloud: CloudProcess): Promise<void> {
  const { s3, sqs, kinesis, firehose, glue } = createClients(cloud);
  await new IAM(cloud.clientConfig).createRole({ RoleName: "delivery", AssumeRolePolicyDocument: TRUST });
  await s3.createBucket({ Bucket: "objects" });
  await s3.createBucket({ Bucket: "delivered" });
  await sqs.createQueue({ QueueName: "messages" });
  await kinesis.createStream({ StreamName: "records", ShardCount: 1 });
  await glue.createDatabase({ DatabaseInput: { Name: "tables" } });
  await firehose.createDeliveryStream({
    DeliveryStreamName: "delivery",
    ExtendedS3DestinationConfiguration: {
      BucketARN: "arn:aws:s3:::delivered",
      RoleARN: "arn:aws:iam::000000000000:role/delivery",
    },
  });
  await cloud.advance(1);
}

type NumberedOperation = Operation & { readonly serial: number };

async function apply(cloud: CloudProcess, model: Model, operation: NumberedOperation): Promise<void> {
  const { kind, serial, isRemoval } = operation;
  const clients = createClients(cloud);
  // Objects and tables are replaced and removed under a few names; all others have a name each.
  const name = kind === "object" || kind === "table" ? `${kind}-${operation.name};` : `${kind}-n${serial};`;
  const value = isRemoval && (kind === "object" || kind === "table") ? undefined : `${serial}`;
  if (kind === "message" && isRemoval) return takeMessage(cloud, model);
  // Glue refuses to delete a table that is not there.
  if (kind === "table" && value === undefined && model.getPossible(name).has(undefined)) return;
  model.begin(name, value);
  await write(clients, { name, value }, kind);
  model.createAcknowledge(name, value);
}

interface Write {
  readonly name: string;
  readonly value: string | undefined;
}

async function write(clients: ReturnType<typeof createClients>, { name, value }: Write, kind: Kind): Promise<unknown> {
  const { s3, sqs, kinesis, firehose, glue } = clients;
  const text = `${name}${value}`;
  if (kind === "object") {
    const target = { Bucket: await findBucket(s3), Key: name };
    return value === undefined ? s3.deleteObject(target) : s3.putObject({ ...target, Body: value.padEnd(3_000) });
  }
  if (kind === "message") return sqs.sendMessage({ QueueUrl: "messages", MessageBody: text });
  if (kind === "record")
    return kinesis.putRecord({ StreamName: "records", PartitionKey: "k", Data: Buffer.from(text) });
  if (kind === "delivered")
    return firehose.putRecord({ DeliveryStreamName: "delivery", Record: { Data: Buffer.from(`${name}\n`) } });
  const target = { DatabaseName: "tables" };
  if (value === undefined) return glue.deleteTable({ ...target, Name: name });
  const TableInput = { Name: name, Description: value };
  return glue
    .createTable({ ...target, TableInput })
    .catch((error: Error) =>
      error.name === "AlreadyExistsException" ? glue.updateTable({ ...target, TableInput }) : Promise.reject(error),
    );
}

/** The bucket of objects. If its entry was damaged, it has another name; if it was empty, too, it is gone. */
async function findBucket(s3: S3): Promise<string> {
  const names = ((await s3.listBuckets({})).Buckets ?? []).map(({ Name = "" }) => Name);
  const name = names.find((item) => item === "objects") ?? names.find((item) => item !== "delivered");
  if (name === undefined) await s3.createBucket({ Bucket: "objects" });
  return name ?? "objects";
}

async function takeMessage(cloud: CloudProcess, model: Model): Promise<void> {
  const { sqs } = createClients(cloud);
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: "messages", VisibilityTimeout: 30 });
  if (message?.Body === undefined) return;
  const name = `${message.Body.split(";")[0]};`;
  model.begin(name, undefined);
  await sqs.deleteMessage({ QueueUrl: "messages", ReceiptHandle: message.ReceiptHandle });
  model.createAcknowledge(name, undefined);
}

/** All that is stored, by name. */
async function readAll(cloud: CloudProcess): Promise<Map<string, string>> {
  // Messages that were received come back.
  await cloud.advance(31);
  const { kinesis, glue } = createClients(cloud);
  const found = new Map<string, string>();
  for (const { key, text } of await readObjects(cloud)) if (key.startsWith("object-")) found.set(key, text.trim());
  const target = { StreamName: "records", ShardId: "shardId-000000000000" };
  const { ShardIterator } = await kinesis.getShardIterator({ ...target, ShardIteratorType: "TRIM_HORIZON" });
  const records = ((await kinesis.getRecords({ ShardIterator })).Records ?? []).map(({ Data = new Uint8Array() }) =>
    Buffer.from(Data).toString(),
  );
  for (const text of [...(await readMessages(cloud)), ...records]) {
    const [name = "", value = ""] = text.split(";");
    found.set(`${name};`, value);
  }
  for (const { Name = "", Description = "" } of (await glue.getTables({ DatabaseName: "tables" })).TableList ?? [])
    found.set(Name, Description);
  return found;
}

/** Receives all messages, and waits until they can be received again. */
async function readMessages(cloud: CloudProcess): Promise<string[]> {
  const { sqs } = createClients(cloud);
  const found: string[] = [];
  const count = "ApproximateNumberOfMessages";
  const isEmpty = async (): Promise<boolean> =>
    (await sqs.getQueueAttributes({ QueueUrl: "messages", AttributeNames: [count] })).Attributes?.[count] === "0";
  // A short poll asks some of the machines: that it gives nothing doesn't mean that there is nothing.
  while (!(await isEmpty())) {
    const { Messages = [] } = await sqs.receiveMessage({
      ...{ QueueUrl: "messages", MaxNumberOfMessages: 10, VisibilityTimeout: 20 },
    });
    found.push(...Messages.map(({ Body = "" }) => Body));
  }
  await cloud.advance(31);
  return found;
}

/** The objects of all buckets: one whose entry was damaged has another name. */
async function readObjects(cloud: CloudProcess): Promise<{ readonly key: string; readonly text: string }[]> {
  const { s3 } = createClients(cloud);
  const found: { readonly key: string; readonly text: string }[] = [];
  for (const { Name: Bucket = "" } of (await s3.listBuckets({})).Buckets ?? [])
    for (const { Key: key = "" } of (await s3.listObjectsV2({ Bucket })).Contents ?? [])
      found.push({ key, text: (await (await s3.getObject({ Bucket, Key: key })).Body?.transformToString()) ?? "" });
  return found;
}

/** Flips a bit of a frame. @returns the file, and all that the frame held */
function createFlipByte(data: string, drawn: { readonly file: number; readonly at: number }) {
  const files = readdirSync(data, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => DAMAGED.test(file))
    .sort();
  const path = join(data, files[drawn.file % files.length] ?? expect.fail("no file to damage"));
  const bytes = readFileSync(path);
  const frames: (readonly [from: number, to: number])[] = [];
  for (
    let at = EMPTY_LOG_BYTES, payload = readFrame(bytes, at);
    payload !== undefined;
    payload = readFrame(bytes, at)
  ) {
    frames.push([at, at + FRAME_HEAD_BYTES + payload.byteLength]);
    at += FRAME_HEAD_BYTES + payload.byteLength;
  }
  const [from, to] = frames[drawn.at % Math.max(1, frames.length)] ?? [0, 0];
  if (to === 0) return undefined;
  counts.damages += 1;
  const content = bytes.toString("latin1", from, to);
  const position = from + (drawn.at % (to - from));
  bytes[position] = (bytes[position] ?? 0) ^ (1 << (drawn.at % 8));
  writeFileSync(path, bytes);
  return { path, content };
}
