import { expect } from "chai";
import type { AnswerLines } from "../../grader/index";
import { openPatientRehearsal, useRehearsal } from "../testing/rehearsal";
import { testRightAnswers } from "../testing/right-answers";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { createGradedSessions } from "./grading-plan";
import { itIfLong } from "../../cloud/testing/skip";

const LAB = "01-streaming-ingestion";

/** Right answers that differ from the solution's, by exercise. */
const VARIANTS: readonly (readonly [says: string, exercise: string, answer: string, cells?: readonly string[]])[] = [
  [
    "the name as text",
    "create-cli-stream",
    'await createKinesisDataStream({ shardCount: 2, streamName: "de-c2w2lab1-kinesis-data-stream-cli" });',
  ],
  [
    "the SDK itself",
    "create-cli-stream",
    'const sdk = await import("@aws-sdk/client-kinesis");\nawait new sdk.KinesisClient({}).send(new sdk.CreateStreamCommand({ StreamName: CLI_STREAM, ShardCount: 2 }));',
  ],
  ["the default number of shards", "create-cli-stream", "await createKinesisDataStream({ streamName: CLI_STREAM });"],
  [
    "waiting for the stream",
    "create-cli-stream",
    'await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: 2 });\nawait waitUntil({ what: "it", check: () => isStreamReady({ streamName: CLI_STREAM }) });',
  ],
  ["the digits as text", "account-id", 'const ACCOUNT_ID = "000000000000";'],
  ["an account of one's own", "account-id", 'const ACCOUNT_ID = "123456789012";'],
  [
    "a call to STS",
    "account-id",
    'import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";\nconst ACCOUNT_ID = (await new STSClient({}).send(new GetCallerIdentityCommand({}))).Account ?? "";',
  ],
  [
    "a loop",
    "create-buckets",
    "for (const bucketName of [USA_BUCKET, INTERNATIONAL_BUCKET]) {\n  await createS3Bucket({ bucketName, region: AWS_DEFAULT_REGION });\n}",
  ],
  [
    "the other order, at the same time",
    "create-buckets",
    'await Promise.all([INTERNATIONAL_BUCKET, USA_BUCKET].map((bucketName) => createS3Bucket({ bucketName, region: "us-east-1" })));',
  ],
  [
    "a helper in a cell of one's own",
    "create-streams",
    "await twoShards(USA_DATA_STREAM);\nawait twoShards(INTERNATIONAL_DATA_STREAM);",
    [
      "const SHARDS = 2;",
      "const twoShards = (streamName: string) => createKinesisDataStream({ streamName, shardCount: SHARDS });",
    ],
  ],
  [
    "warnings on stderr",
    "create-streams",
    'console.error("careful");\nawait createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 });\nawait createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, shardCount: 2 });\nconsole.warn("done");',
  ],
  [
    "running it twice",
    "create-streams",
    "for (const _ of [1, 2]) {\n  await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 });\n  await createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, shardCount: 2 });\n}",
  ],
  [
    "a loop over places",
    "create-firehoses",
    'for (const [place, streamName, bucketName] of [["usa", USA_DATA_STREAM, USA_BUCKET], ["international", INTERNATIONAL_DATA_STREAM, INTERNATIONAL_BUCKET]] as const) {\n' +
      '  await createKinesisFirehose({\n    firehoseName: "de-c2w2lab1-firehose-" + place, streamName, bucketName, roleName: "de-c2w2lab1-firehose-role",\n' +
      '    logGroup: "de-c2w2lab1-firehose-" + place + "-log-group", logStream: "de-c2w2lab1-" + place + "-firehose-log-stream",\n' +
      "    accountId: ACCOUNT_ID, region: AWS_DEFAULT_REGION,\n  });\n}",
  ],
  ["JSON's form of a date", "processing-timestamp", "userSession.processing_timestamp = new Date().toJSON();"],
  [
    "a Date, which JSON writes so",
    "processing-timestamp",
    "Object.assign(userSession, { processing_timestamp: new Date() });",
  ],
  [
    "whole seconds",
    "processing-timestamp",
    'userSession.processing_timestamp = new Date().toISOString().slice(0, 19) + "Z";',
  ],
  [
    "the zone as an offset",
    "processing-timestamp",
    'userSession.processing_timestamp = new Date().toISOString().replace("Z", "+00:00");',
  ],
  [
    "reduce, parseInt and a Set",
    "metrics",
    [
      "const pieces = (list: typeof userSession.browse_history) => list.reduce((sum, { quantity }) => sum + parseInt(quantity, 10), 0);",
      "userSession.overall_product_quantity = pieces(userSession.browse_history);",
      "userSession.overall_in_shopping_cart = pieces(userSession.browse_history.filter((product) => product.in_shopping_cart === true));",
      "userSession.total_different_products = new Set(userSession.browse_history.map(({ product_code }) => product_code)).size;",
    ].join("\n"),
  ],
  [
    "if and else",
    "route",
    'let destStreamName = kinesisDestStreamNames.International;\nif (userSession.country === "USA") destStreamName = kinesisDestStreamNames.USA;',
  ],
  [
    "the condition the other way round",
    "route",
    'const destStreamName = userSession.country !== "USA" ? kinesisDestStreamNames.International : kinesisDestStreamNames.USA;',
  ],
  [
    "a list of countries",
    "route",
    'const destStreamName = kinesisDestStreamNames[["USA"].includes(userSession.country) ? "USA" : "International"];',
  ],
  [
    "a table without other countries",
    "route",
    `const { USA, International } = kinesisDestStreamNames;
const streams: Record<string, string> = { USA, France: International, Peru: International, Kenya: International, Japan: International };
Object.assign(streams, { Canada: International, UK: International, Austria: International, Australia: International });
const destStreamName = streams[userSession.country];`,
  ],
  [
    "PutRecords, and a Map",
    "recover-visits",
    `const records = await listStreamRecords({ streamName });
const lists = records.flatMap(({ data }) => (Array.isArray(data) ? [data] : []));
const byId = new Map(lists.flat().map((visit) => [visit.session_id, visit]));
for (const { data } of records) byId.delete(Object(data).session_id);
const Records = [...byId].map(([PartitionKey, visit]) => ({ PartitionKey, Data: Buffer.from(JSON.stringify(visit)) }));
const { PutRecordsCommand } = await import("@aws-sdk/client-kinesis");
if (Records.length > 0) await new KinesisClient({}).send(new PutRecordsCommand({ StreamName: streamName, Records }));`,
  ],
  [
    "the client of the notebook",
    "recover-visits",
    `const data = (await listStreamRecords({ streamName })).map((record) => Object(record.data));
const done = data.map(({ session_id }) => session_id);
for (const visit of data.flatMap((value) => (Array.isArray(value) ? value : []))) {
  if (done.includes(visit.session_id)) continue;
  done.push(visit.session_id);
  await kinesis.send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data: Buffer.from(JSON.stringify(visit)) }));
}`,
  ],
  [
    "a look into the stream for each visit",
    "recover-visits",
    `const readAll = async () => (await listStreamRecords({ streamName })).map(({ data }) => Object(data));
for (const list of await readAll()) {
  for (const visit of "length" in list ? list : []) {
    const isDone = (await readAll()).some(({ session_id }) => session_id === visit.session_id);
    if (!isDone) await new KinesisClient({}).send(new PutRecordCommand({ StreamName: streamName, PartitionKey: visit.session_id, Data: new TextEncoder().encode(JSON.stringify(visit)) }));
  }
}`,
  ],
];

describe("grading lab 01", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const createAnswer = (exercise: string, answer: string): AnswerLines => ({
    [`${LAB}.${exercise}`]: answer.split("\n"),
  });

  testSolutionAndBlank(rehearsal);

  itIfLong("gives the same marks for every seed, so that memorized values fail", async () => {
    /** A hard-coded answer: it holds the destination of each session that the grader uses with seed 1. */
    const american = createGradedSessions(1)
      .filter(({ country }) => country === "USA")
      .map(({ session_id }) => session_id);
    const byHeart = {
      ...createAnswer(
        "metrics",
        "Object.assign(userSession, { overall_product_quantity: 3, overall_in_shopping_cart: 2, total_different_products: 2 });",
      ),
      ...createAnswer(
        "route",
        `const destStreamName = kinesisDestStreamNames[${JSON.stringify(american)}.includes(userSession.session_id) ? "USA" : "International"];`,
      ),
    };
    const other = await openPatientRehearsal(LAB, 4711);
    try {
      expect((await other.grade({}, { others: "solution" })).score).to.equal(27);
      for (const [seeded, route] of [
        [rehearsal(), "right"],
        [other, "wrong"],
      ] as const) {
        const { exercises } = await seeded.grade(byHeart, { others: "open" });
        const statuses = Object.fromEntries(exercises.map(({ id, status }) => [id.slice(LAB.length + 1), status]));
        expect(statuses).to.include({ metrics: "wrong", route });
      }
    } finally {
      await other.close();
    }
  });

  testRightAnswers(
    LAB,
    rehearsal,
    VARIANTS.map(([says, exercise, answer, cells = []]) => ({ says, exercise, answer, cells })),
  );

  it("keeps the marks if an await is missing, and gives the learner a remark", async () => {
    const createBucketAnswer = (name: string) => `createS3Bucket({ bucketName: ${name}, region: AWS_DEFAULT_REGION });`;
    const answer = createAnswer(
      "create-buckets",
      [`await ${createBucketAnswer("USA_BUCKET")}`, createBucketAnswer("INTERNATIONAL_BUCKET")].join("\n"),
    );
    const { exercises } = await rehearsal().grade(answer, { others: "open" });
    const { status, remarks = [] } = exercises.find(({ id }) => id === `${LAB}.create-buckets`) ?? {};
    expect([status, ...remarks]).to.deep.equal([
      "right",
      "Line 6 does not wait for createS3Bucket(…): `await` is missing before it. The next line runs before this one is done.",
    ]);
  });

  it("judges the account's id by itself, also beside buckets whose names are written by hand", async () => {
    const names = ["usa", "international"].map((place) => `de-c2w2lab1-000000000000-${place}`);
    const calls = names.map((name) => `await createS3Bucket({ bucketName: "${name}", region: "us-east-1" });`);
    const answers = {
      ...createAnswer("account-id", "const ACCOUNT_ID = 0;"),
      ...createAnswer("create-buckets", calls.join("\n")),
    };
    const { exercises } = await rehearsal().grade(answers, { others: "open" });
    const find = (id: string) => exercises.find((exercise) => exercise.id === `${LAB}.${id}`)?.status;
    expect([find("account-id"), find("create-buckets")]).to.deep.equal(["wrong", "right"]);
  });

  it("takes marks only from the exercises that are wrong, however many there are", async () => {
    const wrong = {
      ...createAnswer("create-buckets", 'throw new Error("mine");'),
      ...createAnswer("processing-timestamp", "null as never;"),
      ...createAnswer("route", "const destStreamName = nothing;"),
    };
    const { exercises } = await rehearsal().grade(wrong, { others: "solution" });
    expect(exercises.filter(({ status }) => status !== "right").map(({ id }) => id)).to.deep.equal(Object.keys(wrong));
    const stopped = exercises.find(({ id }) => id === `${LAB}.create-buckets`);
    expect(stopped?.cause).to.equal(
      'Your cell stopped: Error: mine. The error is in line 5 of your cell: `throw new Error("mine");`',
    );
    expect(stopped?.claims.map(({ follows }) => follows)).to.deep.equal([true, true]);
  });
});
