import { compareInTurn, readSetting, type Row, type Run } from "./bench";
import { startLabCloud } from "./servers";
import * as wire from "./wire";

const FEW = { streams: 10, objects: 1_000 };
/** BENCH_OBJECTS=1000000 measures a million, which takes some minutes. */
const MANY = {
  streams: readSetting("BENCH_MANY", { otherwise: 10_000 }),
  objects: readSetting("BENCH_OBJECTS", { otherwise: 100_000 }),
};
const IN_FLIGHT = 8;
/** A shard takes 1,000 records a second: two of each stream let even few streams take all calls. */
const SHARDS = 2;
type Send = wire.Connection["send"];

async function createStreams(send: Send, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const input = { StreamName: `s${n}`, ShardCount: SHARDS };
    await send(wire.createJsonCall("kinesis", "Kinesis_20131202.CreateStream", input));
    // AWS allows five streams in the state CREATING at a time; each is in it for a second of the cloud's clock.
    if (n % 5 === 4 || n === count - 1) await send(wire.createClockCall(1));
  }
}

async function createObjects(send: Send, count: number): Promise<void> {
  await send(wire.createS3Call("PUT", "/flat"));
  await wire.runForEach(count, IN_FLIGHT, (n) =>
    send(wire.createS3Call("PUT", `/flat/a/${n % 100}/${n}`, Buffer.from("x"))),
  );
}

/** The calls that are timed on each of few and of many resources. */
const CALLS: Readonly<Record<string, readonly [keyof typeof FEW, (n: number) => wire.WireRequest]>> = {
  "PutRecord to one of so many streams": [
    "streams",
    (n) => {
      const input = { StreamName: `s${n}`, PartitionKey: String(Math.random()), Data: "eA==" };
      return wire.createJsonCall("kinesis", "Kinesis_20131202.PutRecord", input);
    },
  ],
  "GetObject of one of so many": ["objects", (n) => wire.createS3Call("GET", `/flat/a/${n % 100}/${n}`)],
  "ListObjectsV2 of 100 keys of so many": [
    "objects",
    (n) => wire.createS3Call("GET", `/flat?list-type=2&max-keys=100&start-after=a%2F${n % 100}%2F`),
  ],
};

async function measureSpeed(send: Send, call: (n: number) => wire.WireRequest, among: number): Promise<number> {
  const { done, seconds } = await wire.sendFor(0.7, IN_FLIGHT, async () => {
    const { status, body } = await send(call(Math.floor(Math.random() * among)), true);
    if (status >= 300) throw new Error(String(body).slice(0, 300));
  });
  return done / seconds;
}

export async function compareFewWithMany(run: Run): Promise<Row[]> {
  const startFilled = async (counts: typeof FEW): Promise<Send> => {
    const { endpoint } = await startLabCloud(run, ["--shard-quota", String(2 * SHARDS * MANY.streams)]);
    const line = wire.openConnection(endpoint, "HTTP/1.1", IN_FLIGHT);
    run.onEnd(() => line.close());
    await createStreams(line.send, counts.streams);
    await createObjects(line.send, counts.objects);
    return line.send;
  };
  const [few, many] = [await startFilled(FEW), await startFilled(MANY)];
  const rows: Row[] = [];
  for (const [subject, [kind, call]] of Object.entries(CALLS)) {
    const speeds = {
      few: () => measureSpeed(few, call, FEW[kind]),
      many: () => measureSpeed(many, call, MANY[kind]),
    };
    // Caches no longer hold everything.
    const row = [`${subject}: many beside few`, "≥ 0.75 ×", "many", "few"] as const;
    rows.push(...(await compareInTurn(speeds, { rounds: 7, rows: [row] })));
  }
  return rows;
}
