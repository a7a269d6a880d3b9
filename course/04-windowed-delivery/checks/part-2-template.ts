import { basename } from "node:path/posix";
import type { ExtendedS3DestinationDescription } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { getDelivery, OUTPUT, createProbes } from "../grading/delivery";
import {
  findRequestedErrorPrefix,
  findRequestedProperties,
  getCreatedSettings,
  getRequestedSettings,
  type FirehoseSettings,
} from "../grading/firehose-settings";
import { requireFromSolution, describeStop } from "../../evidence-words";

const findOutputStream = ({ cloud }: Evidence) => cloud.streams.find(({ name }) => name.endsWith(OUTPUT));
const findOutputBucket = ({ cloud }: Evidence) =>
  cloud.buckets.find(({ name }) => name.endsWith(`${OUTPUT}-${cloud.account}`));
const getSettings = (run: Evidence): ExtendedS3DestinationDescription | undefined =>
  getDelivery(run).firehose?.Destinations?.[0]?.ExtendedS3DestinationDescription;
/** The error that stopped the stack, if any. */
const findStackError = (run: Evidence, cell: string): string | undefined => describeStop(run, cell, "delivery-stream");

exercise("04-windowed-delivery.output-stream", { points: 1, title: "2.1 Stream I" }, ({ learner, solution }) => {
  const missing = findStackError(learner, "output-stream") ?? "there is no such stream";
  const stream = findOutputStream(learner);
  it("creates the stream for aggregates", () => {
    requireFromSolution(findOutputStream(solution));
    expect(
      stream?.name,
      formatHint({
        expected: "the stack makes a data stream with the name OUTPUT_STREAM",
        found: missing,
        look: ["Type", "Properties.Name: the variable OUTPUT_STREAM"],
        because: missing,
      }),
    ).to.be.a("string");
  });
  it("gives it one shard", () => {
    // If AWS has refused the stream, the number can be right all the same.
    const { ShardCount } = findRequestedProperties(learner, "AWS::Kinesis::Stream", "OutputStream");
    expect(
      stream?.openShards ?? Number(ShardCount),
      formatHint({
        expected: "one provisioned shard",
        found: stream ? `${stream.openShards} shards` : missing,
        look: "Properties.ShardCount, and StreamMode: a stream on demand has four shards, and another price",
        because: stream ? undefined : missing,
      }),
    ).to.equal(requireFromSolution(findOutputStream(solution)).openShards);
  });
});

exercise("04-windowed-delivery.output-bucket", { points: 1, title: "2.2 Bucket O" }, ({ learner, solution }) => {
  it("creates the bucket", () => {
    requireFromSolution(findOutputBucket(solution));
    expect(
      findOutputBucket(learner)?.name,
      formatHint({
        expected: "the stack makes a bucket with the name BUCKET",
        found: findStackError(learner, "output-bucket") ?? "there is no such bucket",
        look: "Type is AWS::S3::Bucket, and the property is called BucketName. Its value is the variable BUCKET",
      }),
    ).to.be.a("string");
  });
});

/** The objects in bucket O that hold the probes, each with its component. */
function findProbes(run: Evidence): { component: string; key: string; body: string }[] {
  const components = [...new Set(createProbes(getDelivery(run).seed).map(({ componentName }) => componentName))];
  return components.flatMap((component) =>
    (findOutputBucket(run)?.objects ?? [])
      .filter(({ body }) => body.includes(`"${component}"`))
      .map(({ key, body }) => ({ component, key, body })),
  );
}

/** The jq program in QUERY, without spaces and quotes. In jq, `.["name"]` is `.name`, and `{name}` is `{name: .name}`. */
function readQuery(run: Evidence): string | undefined {
  const answer = run.answer("QUERY");
  if (!("value" in answer) || typeof answer.value !== "string") return undefined;
  return answer.value
    .replace(/[\s"]/g, "")
    .replace(/\.\[(\w+)\]/g, ".$1")
    .replace(/^\{(\w+)\}$/, "{$1:.$1}");
}

/** The text in DELIMITER. */
function readDelimiter(run: Evidence): unknown {
  const answer = run.answer("DELIMITER");
  return "value" in answer ? answer.value : undefined;
}

const isFailure = (body: string): boolean => body.includes('"rawData"') || body.includes('"errorCode"');

exercise("04-windowed-delivery.processors", { points: 2, title: "2.3 Sort and separate" }, ({ learner, solution }) => {
  const stopped = findStackError(learner, "processors");
  const unsorted = findProbes(learner).length === 0 ? "no record came into a folder" : undefined;
  const failures = (findOutputBucket(learner)?.objects ?? []).filter(({ body }) => isFailure(body)).length;
  // AWS refuses a delimiter that is a newline itself, and with it the stack. The query is right all the same.
  const isDelimiterRefused = stopped?.includes("processors.2.") ?? false;
  it("finds the component of each record", () => {
    const sortProbes = (run: Evidence) =>
      new Set(findProbes(run).flatMap(({ component, key }) => (key.includes(component) ? [key] : []))).size;
    requireFromSolution(sortProbes(solution) || undefined);
    const isRightQuery = isDelimiterRefused && readQuery(learner) === requireFromSolution(readQuery(solution));
    expect(
      isRightQuery ? sortProbes(solution) : sortProbes(learner),
      formatHint({
        expected: "aggregates of two components come into two objects, with the component's name in the key",
        found:
          stopped ??
          unsorted ??
          `${sortProbes(learner)} such objects, ${failures} with failed records, and the key ${findProbes(learner)[0]?.key}`,
        look: "QUERY: {componentName: .componentName}, with the point before the member's name",
        because: stopped ?? unsorted,
      }),
    ).to.equal(sortProbes(solution));
  });
  it("ends each record with a new line", () => {
    const lines = findProbes(learner).map(({ body }) => body.trimEnd().split("\n").length);
    // If no record came, the query is wrong: the delimiter may be right all the same.
    const isRightDelimiter =
      findProbes(learner).length === 0
        ? readDelimiter(learner) === requireFromSolution(readDelimiter(solution))
        : findProbes(learner).every(({ body }) => body.split("}{").length === 1 && body.endsWith("}\n"));
    expect(
      isRightDelimiter,
      formatHint({
        expected: "each aggregate is in a line of its own",
        found:
          stopped ??
          `an object begins with ${formatValue(findProbes(learner)[0]?.body.slice(0, 150))}, ${lines[0] ?? 0} line(s) in all`,
        look: 'DELIMITER: a backslash and an n, in TypeScript "\\\\n"',
        because: stopped ?? unsorted,
      }),
    ).to.equal(true);
  });
});

exercise("04-windowed-delivery.prefixes", { points: 2, title: "2.4 Two prefixes" }, ({ learner, solution }) => {
  const stopped = findStackError(learner, "prefixes");
  const settings = getSettings(learner);
  it("puts each component into a folder of its own name", () => {
    // Firehose begins an object's own name with the delivery stream's name: it has to follow the folder's slash at
    // once.
    const listPlaced = (run: Evidence) =>
      findProbes(run).filter(
        ({ component, key }) =>
          key.startsWith(`${component}/`) &&
          basename(key).startsWith(getDelivery(run).firehose?.DeliveryStreamName ?? "/"),
      ).length;
    requireFromSolution(listPlaced(solution) || undefined);
    expect(
      listPlaced(learner),
      formatHint({
        expected: `a key such as ${findProbes(solution)[0]?.key.replace(/\/.*/, "/…")}`,
        found:
          stopped ??
          (findProbes(learner)[0]
            ? `the key ${findProbes(learner)[0]?.key}`
            : `the prefix is ${formatValue(settings?.Prefix)}`),
        look: "PREFIX: the placeholder, and the slash after it, with which it ends",
        because: stopped,
      }),
    ).to.equal(listPlaced(solution));
  });
  it("gives failed records a folder of their own", () => {
    requireFromSolution(isSeparateFolder(getSettings(solution)?.ErrorOutputPrefix) || undefined);
    // If AWS has refused the Firehose for something else, the error prefix can be right.
    const isRefused = stopped !== undefined && /ErrorOutputPrefix/.test(stopped);
    const prefix = settings?.ErrorOutputPrefix ?? (isRefused ? undefined : findRequestedErrorPrefix(learner));
    const component = COMPONENT_FOLDERS.find((folder) => prefix?.startsWith(folder));
    expect(
      isSeparateFolder(prefix),
      formatHint({
        expected: "the error prefix ends with a slash, and begins with no component's folder",
        found: stopped ?? `it is ${formatValue(prefix)}`,
        look: component
          ? `ERROR_PREFIX: the table of part 4 reads everything below ${component}, so failed records would be rows`
          : prefix?.includes("!{")
            ? "ERROR_PREFIX: its last character, and the kind of failure in it, !{firehose:error-output-type}"
            : "ERROR_PREFIX: its last character",
        because: stopped,
      }),
    ).to.equal(true);
  });
});

/** The folders of the lab's components. Athena reads everything below them. */
const COMPONENT_FOLDERS = ["user-service/", "order-service/"];

const isSeparateFolder = (prefix: string | undefined): boolean =>
  (prefix?.endsWith("/") ?? false) && !COMPONENT_FOLDERS.some((folder) => prefix?.startsWith(folder));

/** A claim on a setting, the setting's name, its value, where to look, what to add if AWS refused, and the errors that this explains. */
type Setting = readonly [
  says: string,
  setting: string,
  of: (settings: FirehoseSettings) => unknown,
  look: string,
  lookIfRefused?: string,
  explains?: RegExp,
];

const SETTINGS: readonly Setting[] = [
  [
    "reads stream I",
    "the source",
    ({ source }) => source,
    'KinesisStreamARN: { "Fn::GetAtt": ["OutputStream", "Arn"] }',
    "with this, CloudFormation creates the stream first",
    /Stream .* not found/,
  ],
  [
    "writes to bucket O",
    "the bucket",
    ({ bucket }) => bucket,
    'BucketARN: { "Fn::GetAtt": ["OutputBucket", "Arn"] }',
    "with this, CloudFormation creates the bucket first",
  ],
  [
    "switches dynamic partitioning on",
    "dynamic partitioning",
    ({ isPartitioned }) => isPartitioned,
    "DynamicPartitioningConfiguration: Enabled is true or false, without quotes",
  ],
  [
    "writes after 60 seconds",
    "the interval in seconds",
    ({ interval }) => interval,
    "IntervalInSeconds: a number of seconds",
  ],
  [
    "takes the two prefixes",
    "the end of the prefixes",
    ({ prefixes }) => prefixes,
    "Prefix: PREFIX and ErrorOutputPrefix: ERROR_PREFIX, as they stood in the cell",
  ],
];

/** What the template asks for counts if one of its settings is wrong, so that AWS had to refuse it. */
function findRefusedSettings(learner: Evidence, expected: FirehoseSettings): FirehoseSettings | undefined {
  const requested = getCreatedSettings(learner) ? undefined : getRequestedSettings(learner);
  return requested && SETTINGS.some(([, , of]) => of(requested) !== of(expected)) ? requested : undefined;
}

exercise("04-windowed-delivery.delivery-stream", { points: 4, title: "2.5 The Firehose" }, ({ learner, solution }) => {
  const missing = findStackError(learner, "delivery-stream") ?? "there is no Firehose";
  const created = getCreatedSettings(learner);
  const expected = requireFromSolution(getCreatedSettings(solution));
  const settings = created ?? findRefusedSettings(learner, expected);
  for (const [says, setting, of, look, lookIfRefused, explains] of SETTINGS)
    it(says, () => {
      const value = requireFromSolution(of(expected));
      expect(
        settings && of(settings),
        formatHint({
          expected: `${setting} is ${formatValue(value)}`,
          found: created ? `it is ${formatValue(of(created))}` : missing,
          look: created || lookIfRefused === undefined ? look : [look, lookIfRefused],
          because: created ? undefined : missing,
          ...(explains ? { explains } : {}),
        }),
      ).to.equal(value);
    });
  it("keeps the stream of events", () => {
    const count = (run: Evidence) => run.cloud.streams.filter(({ name }) => name.endsWith("-metrics")).length;
    expect(
      count(learner),
      formatHint({
        expected: `the number of streams of events is ${count(solution)}`,
        found: created ? `it is ${count(learner)}` : missing,
        look: "Resources: a template without InputStream deletes that stream",
        because: created ? undefined : missing,
      }),
    ).to.equal(requireFromSolution(count(solution) || undefined));
  });
});
