import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Bench } from "./bench";
import { runContest, type Task } from "./contest";
import { useContestants } from "./contestants";
import { createAwsHeaders, type Connection, type WireRequest } from "./wire";
import { RIVAL_VERSIONS } from "./rivals";

const PACE = { rounds: 5, seconds: 1 };
const SMALL = { bytes: 1024, name: "1 KB", inFlight: 16 };
const LARGE = { bytes: 64 * 1024 * 1024, name: "64 MB", inFlight: 1 };
const BUCKET = "bench";
/** The number of keys under which small objects are put in turn. */
const OBJECT_COUNT = 1_000;

/** A PutObject as AWS's SDKs send it: with a CRC32, and without a hash of the body in the signature. */
function put(key: string, body: Buffer): WireRequest {
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  const headers = {
    ...createAwsHeaders("s3"),
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    "x-amz-checksum-crc32": crc.toString("base64"),
    "content-type": "application/octet-stream",
  };
  return { method: "PUT", path: `/${BUCKET}/${key}`, headers, body };
}

const get = (key: string): WireRequest => ({
  method: "GET",
  path: `/${BUCKET}/${key}`,
  headers: { ...createAwsHeaders("s3"), "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
});

async function createBucketWithObjects(send: Connection["send"]): Promise<void> {
  // The status is not looked at: the bucket may exist already. If it did not, the puts after this would fail.
  await send({ method: "PUT", path: `/${BUCKET}`, headers: createAwsHeaders("s3"), body: Buffer.alloc(0) });
}

function createTasks({ bytes, name, inFlight }: typeof SMALL): Task[] {
  const body = randomBytes(bytes);
  const common = { wire: "HTTP/1.1", inFlight, ahead: 1, ...(bytes > 1e6 ? { megabytes: bytes / 1e6 } : {}) } as const;
  const puts = Array.from({ length: bytes > 1e6 ? 4 : OBJECT_COUNT }, (_, index) =>
    put(`objects/${name.replace(" ", "")}-${index}`, body),
  );
  return [
    {
      ...common,
      what: `S3 put of ${name}, ${inFlight} in flight`,
      async prepare(_contestant, send) {
        await createBucketWithObjects(send);
        return (turn) => puts[turn % puts.length] ?? put("x", body);
      },
    },
    {
      ...common,
      what: `S3 get of ${name}, ${inFlight} in flight`,
      async prepare(_contestant, send) {
        for (const put of puts) await send(put);
        const gets = puts.map(({ path }) => get(path.slice(BUCKET.length + 2)));
        return (turn) => gets[turn % gets.length] ?? get("x");
      },
      check(bytesRead) {
        if (!bytesRead.equals(body)) throw new Error("another object was read than was written");
      },
    },
  ];
}

/** Puts and gets of small and of large objects. */
export const createS3Tasks = (): Task[] => [...createTasks(SMALL), ...createTasks(LARGE)];

export const cloudS3: Bench = {
  name: "cloud-s3",
  does: "S3 put and get of 1 KB and 64 MB, beside a bare Node server, MiniStack and moto.",
  beside: RIVAL_VERSIONS,
  run: (root) => useContestants(root, (contestants) => runContest(contestants, createS3Tasks(), PACE)),
};
