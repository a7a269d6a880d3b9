import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MutatedLab } from "../../grader/testing/mutator";
import { parseCells } from "../../grader/testing/write-mutants";

const ID = "01-streaming-ingestion";
const SCRIPT = "src/etl/consumer.ts";

const createFirehose = (
  target: "usa" | "international",
  { stream, bucket }: { stream: string; bucket: string },
): string[] => [
  "await createKinesisFirehose({",
  `  firehoseName: "de-c2w2lab1-firehose-${target}", streamName: ${stream}, bucketName: ${bucket}, roleName: "de-c2w2lab1-firehose-role",`,
  `  logGroup: "de-c2w2lab1-firehose-${target}-log-group", logStream: "de-c2w2lab1-${target}-firehose-log-stream", accountId: ACCOUNT_ID, region: AWS_DEFAULT_REGION,`,
  "});",
];
const usa = createFirehose("usa", { stream: "USA_DATA_STREAM", bucket: "USA_BUCKET" });
const international = createFirehose("international", {
  stream: "INTERNATIONAL_DATA_STREAM",
  bucket: "INTERNATIONAL_BUCKET",
});
const createBucket = (location: string) =>
  `await createS3Bucket({ bucketName: ${location}_BUCKET, region: AWS_DEFAULT_REGION });`;
const stream = (location: string, shards: number) =>
  `await createKinesisDataStream({ streamName: ${location}_DATA_STREAM, shardCount: ${shards} });`;
const createMetrics = (sum: string, cart: string) => [
  `userSession.overall_product_quantity = ${sum};`,
  `userSession.overall_in_shopping_cart = ${cart};`,
  "userSession.total_different_products = userSession.browse_history.length;",
];
const SUM = "userSession.browse_history.reduce((sum, { quantity }) => sum + Number(quantity), 0)";
const CART =
  "userSession.browse_history.filter((product) => product.in_shopping_cart).reduce((sum, { quantity }) => sum + Number(quantity), 0)";
const route = (usaWay: string, otherWay: string) =>
  `const destStreamName = userSession.country === "USA" ? kinesisDestStreamNames["${usaWay}"] : kinesisDestStreamNames["${otherWay}"];`;

/** Lab 01's learner files, with right and wrong answers that are written for this benchmark alone. */
export function createLab01(root: string): MutatedLab {
  const createCliCommand = (shards: number) =>
    `await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: ${shards} });`;
  const answers: MutatedLab["answers"] = {
    "create-cli-stream": {
      points: 1,
      right: [
        [createCliCommand(2)],
        ["const shardCount = 1 + 1;", "await createKinesisDataStream({ shardCount, streamName: CLI_STREAM });"],
      ],
      wrong: [
        { lines: [createCliCommand(3)], score: 0.5 },
        { lines: ["void CLI_STREAM;"], score: 0 },
      ],
    },
    "account-id": {
      points: 1,
      right: [["const ACCOUNT_ID = await accountId();"], ['const ACCOUNT_ID = "000000000000";']],
      wrong: [{ lines: ['const ACCOUNT_ID = "12345678901";'], score: 0 }],
    },
    "create-buckets": {
      points: 2,
      right: [
        [createBucket("USA"), createBucket("INTERNATIONAL")],
        [
          "for (const bucketName of [INTERNATIONAL_BUCKET, USA_BUCKET]) await createS3Bucket({ bucketName, region: AWS_DEFAULT_REGION });",
        ],
      ],
      wrong: [
        { lines: [createBucket("USA")], score: 1 },
        { lines: ["throw new Error('later');"], score: 0 },
      ],
    },
    "create-streams": {
      points: 2,
      right: [
        [stream("USA", 2), stream("INTERNATIONAL", 2)],
        [
          `await Promise.all([USA_DATA_STREAM, INTERNATIONAL_DATA_STREAM].map((streamName) => createKinesisDataStream({ streamName, shardCount: 2 })));`,
        ],
      ],
      wrong: [
        { lines: [stream("USA", 2), stream("INTERNATIONAL", 5)], score: 1.5 },
        { lines: [stream("INTERNATIONAL", 2)], score: 1 },
      ],
    },
    "create-firehoses": {
      points: 4,
      right: [
        [...usa, ...international],
        [...international, ...usa],
      ],
      wrong: [
        { lines: usa, score: 2 },
        { lines: ["createKinesisFirehose(;"], score: 0 },
      ],
    },
    "processing-timestamp": {
      points: 1,
      right: [
        ["userSession.processing_timestamp = new Date().toISOString();"],
        ["const now = Date.now();", "userSession.processing_timestamp = new Date(now).toISOString();"],
      ],
      wrong: [{ lines: ['userSession.processing_timestamp = "2001-01-01T00:00:00.000Z";'], score: 0.67 }],
    },
    metrics: {
      points: 3,
      right: [createMetrics(SUM, CART)],
      wrong: [
        { lines: createMetrics("-1", CART), score: 2 },
        { lines: createMetrics(CART, `${SUM} + 1000`), score: 1 },
      ],
    },
    route: {
      points: 2,
      right: [[route("USA", "International")]],
      wrong: [
        { lines: [route("USA", "USA")], score: 1 },
        { lines: [route("International", "USA")], score: 0 },
      ],
    },
  };
  return {
    notebook: `${ID}.ipynb`,
    cells: parseCells(readFileSync(join(root, "notebooks", `${ID}.ipynb`), "utf8")),
    scripts: {
      [SCRIPT]: {
        text: readFileSync(join(root, SCRIPT), "utf8"),
        exercises: ["processing-timestamp", "metrics", "route"].map((name) => `${ID}.${name}`),
      },
    },
    answers: Object.fromEntries(Object.entries(answers).map(([name, of]) => [`${ID}.${name}`, of])),
    hostile: [
      { exercise: `${ID}.create-cli-stream`, lines: ["process.exit(0);"], status: "crashed" },
      { exercise: `${ID}.create-streams`, lines: ["process.abort();"], status: "crashed" },
      { exercise: `${ID}.create-buckets`, lines: ["for (;;) { }"], status: "timeout" },
      {
        exercise: `${ID}.create-cli-stream`,
        lines: ["const all: number[][] = [];", "for (;;) all.push(new Array(1e6).fill(0.5));"],
        status: "out-of-memory",
      },
      {
        exercise: `${ID}.create-streams`,
        lines: [
          'import { writeSync } from "node:fs";',
          'writeSync(3, JSON.stringify({ did: "cell", id: "create-streams", ok: true, output: "" }) + "\\n");',
        ],
        status: "graded",
      },
      {
        exercise: `${ID}.create-buckets`,
        lines: [
          'import { readFileSync } from "node:fs";',
          'eval(readFileSync("/lab/course/01-streaming-ingestion/lab/03-buckets-and-streams.ts", "utf8"));',
        ],
        status: "graded",
      },
    ],
  };
}
