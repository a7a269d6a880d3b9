import { getRatios, readSetting, takeTurns, type Bench, type Row } from "./bench";
import { startLabCloud } from "./contestants";
import {
  createClockCall,
  createJsonCall,
  createS3Call,
  openConnection,
  type Connection,
  type WireRequest,
} from "./wire";

const FEW = { streams: 10, objects: 1_000 };
/** BENCH_OBJECTS=1000000 measures a million, which takes some minutes. */
const MANY = {
  streams: readSetting("BENCH_MANY", { otherwise: 10_000 }),
  objects: readSetting("BENCH_OBJECTS", { otherwise: 100_000 }),
};
const IN_FLIGHT = 8;
const SECONDS = 0.7;
/** A shard takes 1,000 records a second: two of each stream let even few streams take all calls. */
const SHARDS = 2;
/** The speed with many must be this share of the speed with few: caches no longer hold everything. */
const FLAT = { atLeast: 0.75 };

/** A kind of resource, and the call that is timed on each of them. */
interface ResourceCase {
  readonly what: string;
  readonly kind: keyof typeof FEW;
  make(send: Connection["send"], count: number): Promise<void>;
  call(number: number): WireRequest;
}

const CASES: readonly ResourceCase[] = [
  {
    what: "PutRecord to one of so many streams",
    kind: "streams",
    async make(send, count) {
      for (let n = 0; n < count; n += 1) {
        const input = { StreamName: `s${n}`, ShardCount: SHARDS };
        await send(createJsonCall("kinesis", "Kinesis_20131202.CreateStream", input));
        // AWS allows five streams in the state CREATING at a time; each is in it for a second of the cloud's clock.
        if (n % 5 === 4 || n === count - 1) await send(createClockCall(1));
      }
    },
    call: (n) =>
      createJsonCall("kinesis", "Kinesis_20131202.PutRecord", {
        ...{ StreamName: `s${n}`, PartitionKey: String(Math.random()), Data: "eA==" },
      }),
  },
  {
    what: "GetObject of one of so many",
    kind: "objects",
    async make(send, count) {
      await send(createS3Call("PUT", "/flat"));
      let next = 0;
      const runWorker = async (): Promise<void> => {
        for (let n = next++; n < count; n = next++)
          await send(createS3Call("PUT", `/flat/a/${n % 100}/${n}`, Buffer.from("x")));
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, runWorker));
    },
    call: (n) => createS3Call("GET", `/flat/a/${n % 100}/${n}`),
  },
  {
    what: "ListObjectsV2 of 100 keys of so many",
    kind: "objects",
    make: () => Promise.resolve(), // the objects of the case before
    call: (n) => createS3Call("GET", `/flat?list-type=2&max-keys=100&start-after=a%2F${n % 100}%2F`),
  },
];

async function measureSpeed(send: Connection["send"], { call }: ResourceCase, among: number): Promise<number> {
  const began = performance.now();
  let done = 0;
  const runWorker = async (): Promise<void> => {
    for (; performance.now() < began + SECONDS * 1000; done += 1) {
      const { status, body } = await send(call(Math.floor(Math.random() * among)), true);
      if (status >= 300) throw new Error(String(body).slice(0, 300));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, runWorker));
  return done / ((performance.now() - began) / 1000);
}

export const cloudFlat: Bench = {
  name: "cloud-flat",
  does: `the same calls among few and among many: ${FEW.streams} and ${MANY.streams} streams, ${FEW.objects} and ${MANY.objects} objects (BENCH_MANY, BENCH_OBJECTS).`,
  async run() {
    const args = ["--shard-quota", String(2 * SHARDS * MANY.streams)];
    const clouds = [await startLabCloud(args), await startLabCloud(args)];
    const [few, many] = clouds.map(({ endpoint }) => openConnection(endpoint, "HTTP/1.1", IN_FLIGHT));
    try {
      const rows: Row[] = [];
      for (const each of CASES) {
        if (few === undefined || many === undefined) throw new Error("two clouds are compared");
        await each.make(few.send, FEW[each.kind]);
        await each.make(many.send, MANY[each.kind]);
        const speeds = await takeTurns(
          {
            few: () => measureSpeed(few.send, each, FEW[each.kind]),
            many: () => measureSpeed(many.send, each, MANY[each.kind]),
          },
          { rounds: 7 },
        );
        const values = getRatios(speeds.many, speeds.few);
        rows.push({ what: `${each.what}: many beside few`, unit: "×", values, goal: FLAT });
      }
      return rows;
    } finally {
      few?.close();
      many?.close();
      await Promise.all(clouds.map((cloud) => cloud.stop()));
    }
  },
};
