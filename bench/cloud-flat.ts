import type { Bench, Row } from "./bench";
import { startLabCloud, type Contestant } from "./contestants";
import { createAwsHeaders, openConnection, createJsonCall, type Connection, type WireRequest } from "./wire";

/** The larger number of objects. BENCH_OBJECTS=1000000 measures a million, which takes some minutes. */
const OBJECTS = Number(process.env["BENCH_OBJECTS"] ?? 100_000);
const FEW_OBJECTS = 1_000;
/** The larger number of streams and queues; BENCH_MANY changes it. */
const MANY = Number(process.env["BENCH_MANY"] ?? 10_000);
const FEW = 10;
const IN_FLIGHT = 8;
const ROUNDS = 7;
const SECONDS = 0.7;
/** The speed with many must be this share of the speed with few: caches no longer hold everything. */
const FLAT = { atLeast: 0.75 };

const createKinesisRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("kinesis", `Kinesis_20131202.${operation}`, input);
const createSqsRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("sqs", `AmazonSQS.${operation}`, input);
const createS3Request = (method: "GET" | "PUT", path: string, body?: Buffer): WireRequest => ({
  method,
  path: `/flat${path}`,
  headers: { ...createAwsHeaders("s3"), "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  ...(body === undefined ? {} : { body }),
});

/** The shards of each stream. A shard takes 1,000 records a second: two let even few streams take all calls. */
const SHARDS = 2;
const putRecord = (stream: number): WireRequest =>
  createKinesisRequest("PutRecord", { StreamName: `s${stream}`, PartitionKey: String(Math.random()), Data: "eA==" });

/** A kind of resource, the two numbers of them that are compared, and the call that is timed on each of them. */
interface ResourceCase {
  readonly what: string;
  readonly few: number;
  readonly many: number;
  /** Makes the resources with the numbers `from` (included) to `to` (excluded). */
  make(send: Connection["send"], from: number, to: number): Promise<void>;
  call(number: number): WireRequest;
}

async function runEach(from: number, to: number, work: (number: number) => Promise<unknown>): Promise<void> {
  let next = from;
  const runWorker = async (): Promise<void> => {
    while (next < to) await work(next++);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, runWorker));
}

async function requireEnd(send: Connection["send"], request: WireRequest): Promise<void> {
  const { status, body } = await send(request, true);
  if (status >= 300) throw new Error(String(body).slice(0, 300));
}

const subjects: readonly ResourceCase[] = [
  {
    what: "PutRecord to one of so many streams",
    few: FEW,
    many: MANY,
    async make(send, from, to) {
      // AWS allows five streams in the state CREATING at a time; each is in it for a second of the cloud's clock.
      for (let first = from; first < to; first += 5) {
        for (let single = first; single < Math.min(to, first + 5); single += 1)
          await requireEnd(
            send,
            createKinesisRequest("CreateStream", { StreamName: `s${single}`, ShardCount: SHARDS }),
          );
        await requireEnd(send, {
          method: "POST",
          path: "/_lab/clock",
          headers: { "content-type": "application/json" },
          body: Buffer.from('{"advanceSeconds":1}'),
        });
      }
      await runEach(from, to, (item) => requireEnd(send, putRecord(item)));
    },
    call: putRecord,
  },
  {
    what: "SendMessage to one of so many queues",
    few: FEW,
    many: MANY,
    make: (send, from, to) =>
      runEach(from, to, (item) => requireEnd(send, createSqsRequest("CreateQueue", { QueueName: `q${item}` }))),
    call: (item) =>
      createSqsRequest("SendMessage", { QueueUrl: `http://127.0.0.1/000000000000/q${item}`, MessageBody: "x" }),
  },
  {
    what: "GetObject of one of so many",
    few: FEW_OBJECTS,
    many: OBJECTS,
    async make(send, from, to) {
      await send(createS3Request("PUT", ""));
      await runEach(from, to, (item) =>
        requireEnd(send, createS3Request("PUT", `/a/${item % 100}/${item}`, Buffer.from("x"))),
      );
    },
    call: (item) => createS3Request("GET", `/a/${item % 100}/${item}`),
  },
  {
    what: "ListObjectsV2 of 100 keys of so many",
    few: FEW_OBJECTS,
    many: OBJECTS,
    make: async () => undefined,
    call: (item) => createS3Request("GET", `?list-type=2&max-keys=100&start-after=a%2F${item % 100}%2F`),
  },
];

async function measureSpeed(send: Connection["send"], subject: ResourceCase, among: number): Promise<number> {
  const until = performance.now() + SECONDS * 1000;
  let done = 0;
  const runWorker = async (): Promise<void> => {
    while (performance.now() < until) {
      await requireEnd(send, subject.call(Math.floor(Math.random() * among)));
      done += 1;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, runWorker));
  return done / ((performance.now() - began) / 1000);
}

async function createRows(subject: ResourceCase, few: Contestant, many: Contestant): Promise<Row[]> {
  const [lineFew, lineMany] = [few, many].map(({ endpoint }) => openConnection(endpoint, "HTTP/1.1", IN_FLIGHT));
  if (lineFew === undefined || lineMany === undefined) throw new Error("two clouds are compared");
  await subject.make(lineFew.send, 0, subject.few);
  await subject.make(lineMany.send, 0, subject.many);
  const values: { few: number; many: number }[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const first = {
      few: await measureSpeed(lineFew.send, subject, subject.few),
      many: await measureSpeed(lineMany.send, subject, subject.many),
    };
    if (round >= 0) values.push(first);
  }
  lineFew.close();
  lineMany.close();
  return [
    { what: `${subject.what}: ${subject.few}`, unit: "/s", values: values.map((value) => value.few) },
    { what: `${subject.what}: ${subject.many}`, unit: "/s", values: values.map((value) => value.many) },
    { what: "  many beside few", unit: "×", values: values.map((value) => value.many / value.few), goal: FLAT },
  ];
}

export const cloudFlat: Bench = {
  name: "cloud-flat",
  does: `the same calls among few and among many: ${FEW} and ${MANY} streams and queues, ${FEW_OBJECTS} and ${OBJECTS} objects (BENCH_OBJECTS).`,
  async run() {
    const args = ["--shard-quota", String(2 * SHARDS * MANY)];
    const [few, many] = [await startLabCloud(args), await startLabCloud(args)];
    try {
      const rows: Row[] = [];
      for (const subject of subjects) rows.push(...(await createRows(subject, few, many)));
      return [...rows, { what: "memory with all of the many", unit: "MB", values: [many.readMemoryMb()] }];
    } finally {
      await Promise.all([few.stop(), many.stop()]);
    }
  },
};
