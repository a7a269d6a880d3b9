import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence, type FirehoseEvidence } from "../../../grader/index";
import { requireFromSolution } from "../../evidence-words";
import { INTERNATIONAL_DATA_STREAM, KIOSK_STREAMS, PROBES, USA_DATA_STREAM } from "../grading/constants";
import { describeLocation } from "../grading/transformed-sessions";

const CLI_STREAM = "de-c2w2lab1-kinesis-data-stream-cli";
const WAYS = [
  { place: "USA", bucket: "usa", stream: USA_DATA_STREAM, firehose: "de-c2w2lab1-firehose-usa", probe: PROBES[0].text },
  {
    place: "international",
    bucket: "international",
    stream: INTERNATIONAL_DATA_STREAM,
    firehose: "de-c2w2lab1-firehose-international",
    probe: PROBES[1].text,
  },
] as const;

exercise(
  "01-streaming-ingestion.create-cli-stream",
  { points: 1, title: "1.1 Create a data stream" },
  ({ learner, solution }) => {
    claimStream(CLI_STREAM, "the stream", { learner, solution });
  },
);

/** What the cell of the account may have printed, and where to look then. */
const ACCOUNT_LOOKS: readonly (readonly [of: RegExp, look: string])[] = [
  [
    /\[object Promise\]/,
    "the call of accountId(): without `await` before it, ACCOUNT_ID is a promise, and not yet the id",
  ],
  [/^the function/, "accountId: without () after its name it isn't called, and ACCOUNT_ID is the function itself"],
  [/^</, "ACCOUNT_ID: the twelve digits alone, without < and >"],
  [/^/, "ACCOUNT_ID: copy `Account` from the output of `aws sts get-caller-identity`, with quotes around it"],
];

exercise(
  "01-streaming-ingestion.account-id",
  { points: 1, title: "2.1.1 Your account and region" },
  ({ learner, solution }) => {
    it("holds the twelve digits of your account", () => {
      const buckets = WAYS.map(({ bucket }) => requireFromSolution(findBucket(solution, bucket)).name);
      const expected = buckets.map((name) => name.replace(solution.cloud.account, learner.cloud.account));
      const names = learner.cloud.buckets.map(({ name }) => name);
      const output = learner.findCell("account-id")?.output;
      // Of a function, its name says enough.
      const printed = output?.replace(/^(async )?function (\w+)[^]*/, "the function $2");
      // Buckets whose names are written by hand don't show what the constant holds.
      const isHeld = Object(learner.answer("ACCOUNT_ID")).value === learner.cloud.account;
      expect(
        isHeld ? names : [],
        formatHint({
          expected:
            "ACCOUNT_ID is the twelve digits of your account, so that the bucket names look like de-c2w2lab1-123456789012-usa",
          found: `the cell printed ${formatValue(printed)}, and ${formatList(names, "bucket")}`,
          look: ACCOUNT_LOOKS.find(([of]) => of.test(printed ?? ""))?.[1] ?? "",
        }),
      ).to.include.members(expected);
    });
  },
);

exercise(
  "01-streaming-ingestion.create-buckets",
  { points: 2, title: "2.1.2 Two buckets" },
  ({ learner, solution }) => {
    for (const { place, bucket } of WAYS) {
      it(`creates the ${place} bucket`, () => {
        const expected = requireFromSolution(findBucket(solution, bucket));
        const name = expected.name.replace(solution.cloud.account, learner.cloud.account);
        const names = learner.cloud.buckets.map((bucket) => bucket.name);
        expect(
          learner.cloud.findBucket(name)?.region,
          formatHint({
            expected: `a bucket ${name} in ${expected.region}`,
            found: learner.cloud.findBucket(name)
              ? `it is in ${learner.cloud.findBucket(name)?.region ?? "no region"}`
              : formatList(names, "bucket"),
            look: `the call for the ${place} bucket: its bucketName is ${place === "USA" ? "USA" : "INTERNATIONAL"}_BUCKET, its region AWS_DEFAULT_REGION`,
          }),
        ).to.equal(expected.region);
      });
    }
  },
);

exercise(
  "01-streaming-ingestion.create-streams",
  { points: 2, title: "2.1.4 Two data streams" },
  ({ learner, solution }) => {
    for (const { place, stream } of WAYS) claimStream(stream, `the ${place} stream`, { learner, solution });
  },
);

exercise(
  "01-streaming-ingestion.create-firehoses",
  { points: 4, title: "2.1.5 Two Firehoses" },
  ({ learner, solution }) => {
    for (const { place, firehose, bucket, probe } of WAYS) {
      const evidence = learner.cloud.findFirehose(firehose);
      const expected = requireFromSolution(solution.cloud.findFirehose(firehose));
      const absent = evidence ? undefined : firehose;
      const compareSetting = (setting: keyof FirehoseEvidence) =>
        evidence ? `it has ${formatValue(evidence[setting])}` : `there is no Firehose ${firehose}`;
      it(`lets the ${place} Firehose read the ${place} stream`, () => {
        expect(
          evidence?.stream,
          formatHint({
            expected: `${firehose} reads ${formatValue(expected.stream)}`,
            found: compareSetting("stream"),
            look: "the streamName of that call",
            because: absent,
          }),
        ).to.equal(expected.stream);
      });
      it(`lets the ${place} Firehose write to the ${place} bucket`, () => {
        const name = requireFromSolution(expected.bucket).replace(solution.cloud.account, learner.cloud.account);
        expect(
          evidence?.bucket,
          formatHint({
            expected: `${firehose} writes to ${formatValue(name)}`,
            found: compareSetting("bucket"),
            look: "the bucketName of that call",
            because: absent,
          }),
        ).to.equal(name);
      });
      it(`keeps the given settings of the ${place} Firehose`, () => {
        const settings = [
          "role",
          "prefix",
          "errorPrefix",
          "bufferMiB",
          "bufferSeconds",
          "compression",
          "logGroup",
          "logStream",
        ] as const;
        const other = settings.find((setting) => evidence?.[setting] !== expected[setting]);
        expect(
          other,
          formatHint({
            expected: `${firehose} has ${other ?? ""} ${formatValue(other && expected[other])}`,
            found: other ? compareSetting(other) : "",
            look: `${other ?? ""}: don't change the lines you were given in the call`,
            because: absent,
          }),
        ).to.equal(undefined);
      });
      it(`delivers a record of the ${place} stream`, () => {
        const { prefix = "" } = expected;
        const hasRecords = (run: Evidence) =>
          findBucket(run, bucket)?.objects.find(({ key, body }) => key.startsWith(prefix) && body.includes(probe)) !==
          undefined;
        requireFromSolution(hasRecords(solution) || undefined);
        expect(
          hasRecords(learner),
          formatHint({
            expected: `a record that is put into the ${place} stream is in the ${place} bucket a minute later, under ${prefix}`,
            found: describeLocation(learner, probe),
            look: "which stream and which bucket this Firehose connects",
            because: absent,
          }),
        ).to.equal(true);
      });
    }
  },
);

const isKioskStream = (name: string): boolean => Object.values<string>(KIOSK_STREAMS).includes(name);

function claimStream(
  name: string,
  words: string,
  { learner, solution }: { learner: Evidence; solution: Evidence },
): void {
  const stream = learner.cloud.findStream(name);
  const expected = requireFromSolution(solution.cloud.findStream(name));
  const streams = learner.cloud.streams.map((stream) => stream.name).filter((stream) => !isKioskStream(stream));
  const absent = stream ? undefined : name;
  it(`creates ${words}`, () => {
    expect(
      stream?.name,
      formatHint({
        expected: `a stream ${name}`,
        found: formatList(streams, "stream"),
        look: "the streamName of that call",
        because: absent,
      }),
    ).to.equal(expected.name);
  });
  it(`gives ${words} its number of shards`, () => {
    expect(
      stream?.openShards,
      formatHint({
        expected: `${name} has ${expected.openShards} shards`,
        found: stream ? `it has ${stream.openShards}` : "there is no such stream",
        look: "the shardCount of that call",
        because: absent,
      }),
    ).to.equal(expected.openShards);
  });
}

function findBucket({ cloud }: Evidence, ending: string) {
  return cloud.buckets.find(({ name }) => name.endsWith(`-${ending}`));
}

function formatList(names: readonly string[], kind: string): string {
  return names.length === 0 ? `there is no ${kind}` : `there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;
}
