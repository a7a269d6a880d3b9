import { expect } from "chai";
import { exercise, formatHint, it, plan, formatValue, type Evidence, type FirehoseEvidence } from "../../grader/index";
import { gradingPlan, INTERNATIONAL_DATA_STREAM, PROBES, USA_DATA_STREAM } from "./grading-plan";
import { isIsoTime, readSessions, parseTime, type TransformedSession } from "./transformed-sessions";

plan("01-streaming-ingestion", gradingPlan);

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

exercise(
  "01-streaming-ingestion.account-id",
  { points: 1, title: "2.1.1 Your account and region" },
  ({ learner, solution }) => {
    it("holds the twelve digits of your account", () => {
      const buckets = WAYS.map(({ bucket }) => requireFromSolution(findBucket(solution, bucket)).name);
      const expected = buckets.map((name) => name.replace(solution.cloud.account, learner.cloud.account));
      const names = learner.cloud.buckets.map(({ name }) => name);
      expect(
        names,
        formatHint({
          expected:
            "ACCOUNT_ID is the twelve digits of your account, so that the bucket names look like de-c2w2lab1-123456789012-usa",
          found: `the cell printed ${formatValue(learner.findCell("account-id")?.output)}, and ${formatList(names, "bucket")}`,
          look: (learner.findCell("account-id")?.output ?? "").includes("[object Promise]")
            ? "the call of accountId(): without `await` before it, ACCOUNT_ID is a promise, and not yet the id"
            : "ACCOUNT_ID: copy `Account` from the output of `aws sts get-caller-identity`, with quotes around it",
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
            look: "the lines you were given in the call: don't change them",
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

exercise(
  "01-streaming-ingestion.processing-timestamp",
  { points: 1, title: "2.2.3 When was it processed?" },
  ({ learner, solution }) => {
    it("gives every record a processing_timestamp", () => {
      const expected = listWantedSessions(solution);
      const without = expected.find(({ session_id }) => find(learner, session_id)?.processing_timestamp === undefined);
      expect(
        without?.session_id,
        formatHint({
          expected: "every written record has the property processing_timestamp",
          found: without ? recordAsFound(learner, without.session_id) : "",
          look: "the name before the = in that line: userSession.processing_timestamp",
          because: NO_STAMP,
        }),
      ).to.equal(undefined);
    });
    it("takes the time at which the record is processed", () => {
      const { startedAt = 0, endedAt = 0 } = learner.findScript("src/etl/consumer.ts") ?? {};
      const stamps = listWantedSessions(solution).map(
        ({ session_id }) => find(learner, session_id)?.processing_timestamp,
      );
      const isNow = (stamp: unknown) =>
        parseTime(stamp) >= startedAt - CLOCK_MS && parseTime(stamp) <= endedAt + CLOCK_MS;
      const at = stamps.findIndex((stamp) => !isNow(stamp));
      expect(
        stamps.every(isNow),
        formatHint({
          expected: "processing_timestamp is the time now, such as 2026-11-20T09:15:02.123Z",
          found: getStampAsFound(learner, listWantedSessions(solution)[at]?.session_id ?? ""),
          look: "new Date(): it takes the current time where it is called, so it belongs inside the loop, on this line",
          because: stamps[at] === undefined ? NO_STAMP : undefined,
        }),
      ).to.equal(true);
    });
    it("writes the time as ISO 8601, with its zone", () => {
      const getTimestamp = (run: Evidence, id: string) => find(run, id)?.processing_timestamp;
      requireFromSolution(
        listWantedSessions(solution).every(({ session_id }) => isIsoTime(getTimestamp(solution, session_id))) ||
          undefined,
      );
      const other = listWantedSessions(solution).find(
        ({ session_id }) => !isIsoTime(getTimestamp(learner, session_id)),
      );
      expect(
        other?.session_id,
        formatHint({
          expected: "processing_timestamp is a string of the form 2026-11-20T09:15:02.123Z",
          found: getStampAsFound(learner, other?.session_id ?? ""),
          look: "the method after new Date(): toISOString() writes this form, which programs in every language can read",
          because: other && getTimestamp(learner, other.session_id) === undefined ? NO_STAMP : undefined,
        }),
      ).to.equal(undefined);
    });
  },
);

exercise(
  "01-streaming-ingestion.metrics",
  { points: 3, title: "2.2.4 to 2.2.7 Three metrics" },
  ({ learner, solution }) => {
    const metrics = [
      [
        "overall_product_quantity",
        "counts all pieces that were looked at",
        "the line that adds to overallProductQuantity: Number(…) turns the quantity into a number, and the sum begins at 0 for each record",
      ],
      [
        "overall_in_shopping_cart",
        "counts the pieces that are in the shopping cart",
        "the if and the line in it: quantities are added, as numbers, of products whose in_shopping_cart is true",
      ],
      ["total_different_products", "counts the different products", "the length of userSession.browse_history"],
    ] as const;
    for (const [metric, says, look] of metrics) {
      it(says, () => {
        requireFromSolution(
          listWantedSessions(solution).every((expected) => typeof expected[metric] === "number") || undefined,
        );
        const others = listWantedSessions(solution).filter(
          (expected) => find(learner, expected.session_id)?.[metric] !== expected[metric],
        );
        const other =
          others.sort((a, b) => countProducts(a) - countProducts(b)).find((session) => countProducts(session) > 1) ??
          others[0];
        const found = other && find(learner, other.session_id);
        expect(
          other?.session_id,
          formatHint({
            expected: other ? `${metric} is ${formatValue(other[metric])} for ${describeHistory(other)}` : "",
            found: found
              ? `it is ${formatValue(found[metric])}`
              : `there is no record of session ${other?.session_id ?? ""}`,
            look,
          }),
        ).to.equal(undefined);
      });
    }
  },
);

exercise("01-streaming-ingestion.route", { points: 2, title: "2.2.8 Which way?" }, ({ learner, solution }) => {
  for (const [who, stream] of [
    ["customers in the USA", USA_DATA_STREAM],
    ["all other customers", INTERNATIONAL_DATA_STREAM],
  ] as const) {
    it(`sends ${who} to ${stream}`, () => {
      const expected = listWantedSessions(solution, stream);
      const learnerIds = new Set(readSessions(learner, stream).map(({ session_id }) => session_id));
      const lost = expected.find(({ session_id }) => !learnerIds.has(session_id));
      expect(
        lost?.session_id,
        formatHint({
          expected: `the session of a customer from ${lost?.city ?? ""}, ${lost?.country ?? ""} is in ${stream}`,
          found: lost ? describeLocation(learner, lost.session_id) : "",
          look: "destStreamName: the condition before the ?, and the streams before and after the :",
        }),
      ).to.equal(undefined);
    });
  }
});

const NO_STAMP = "processing_timestamp";

/** Tolerance for processing times: texts without milliseconds are rounded down. Grader and sandbox share a clock. */
const CLOCK_MS = 60_000;

function claimStream(
  name: string,
  words: string,
  { learner, solution }: { learner: Evidence; solution: Evidence },
): void {
  const stream = learner.cloud.findStream(name);
  const expected = requireFromSolution(solution.cloud.findStream(name));
  const streams = learner.cloud.streams.map((stream) => stream.name);
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

/**
 * The solution's result. A missing one is no fault of the learner's: it means that the lab itself is broken.
 *
 * @throws Error if it is undefined
 */
function requireFromSolution<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("The solution's run left nothing to compare with.");
  return found;
}

/** All records that the solution wrote, to one stream or to both. */
function listWantedSessions(solution: Evidence, stream?: string): TransformedSession[] {
  const sessions = readSessions(solution, stream);
  return requireFromSolution(sessions.length > 0 ? sessions : undefined);
}

function findBucket({ cloud }: Evidence, ending: string) {
  return cloud.buckets.find(({ name }) => name.endsWith(`-${ending}`));
}

/** The streams and buckets that hold a text, in words for the learner. */
function describeLocation({ cloud }: Evidence, text: string): string {
  const streams = cloud.streams.filter(
    ({ name, records }) =>
      name.includes("-data-stream") &&
      name !== "de-c2w2lab1-kinesis-data-stream" &&
      records.some(({ data }) => data.includes(text)),
  );
  const objects = cloud.buckets.flatMap(({ name, objects: all }) =>
    all.filter(({ body }) => body.includes(text)).map(({ key }) => `${name}/${key.split("/")[0] ?? ""}/`),
  );
  const paths = [...streams.map(({ name }) => name), ...objects];
  return paths.length === 0 ? "it is nowhere" : `it is in ${paths.join(" and ")}`;
}

function formatList(names: readonly string[], kind: string): string {
  return names.length === 0 ? `there is no ${kind}` : `there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;
}

function find(evidence: Evidence, session: string): TransformedSession | undefined {
  return readSessions(evidence).find(({ session_id }) => session_id === session);
}

function getStampAsFound(evidence: Evidence, session: string): string {
  const stamp = find(evidence, session)?.processing_timestamp;
  return stamp === undefined ? recordAsFound(evidence, session) : `processing_timestamp is ${formatValue(stamp)}`;
}

function recordAsFound(evidence: Evidence, session: string): string {
  const record = find(evidence, session);
  return record ? `a record with ${Object.keys(record).join(", ")}` : `there is no record of session ${session}`;
}

function countProducts({ browse_history = [] }: TransformedSession): number {
  return browse_history.length;
}

/** A session's products in words: `products of the quantities "4", "9" (in the cart)`. */
function describeHistory({ browse_history = [] }: TransformedSession): string {
  const words = browse_history.map(
    ({ quantity, in_shopping_cart }) => `${formatValue(quantity)}${in_shopping_cart ? " (in the cart)" : ""}`,
  );
  return `${words.length === 1 ? "one product of the quantity" : "products of the quantities"} ${words.join(", ")}`;
}
