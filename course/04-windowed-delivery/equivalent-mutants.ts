import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EquivalentMutants } from "../../grader/index";
import { equivalentQuizMutants } from "../quiz-mutants";
import { selectQuestions, readQuizBank } from "../../src/quiz/quiz";

const ANY_NAME = "Any name will do that is written in this way.";
const OWN_WORDS = "It is for people: each learner may say it in other words.";
const SENTENCES = "An answer in sentences earns no mark: the learner compares it with a model answer.";
const STILL_RIGHT =
  "The test is right with this number, too: a right application passes it, and each of the five wrong ones still fails one.";
const ONE_SHARD = "CloudFormation takes one shard where a template says no number.";
const PROVISIONED = "CloudFormation takes the provisioned mode where a template says no mode.";
const OTHER_SIZE = "The text asks for 64 MB at least: the interval comes first.";
const KEPT_BUFFER = "The Firehose has this buffer already, and an update keeps what it leaves out.";
const ON_BY_DEFAULT = "A conversion is switched on unless the update says otherwise.";
const LAST_CALL = "Nothing in the function needs the response, and AWS gets the request all the same.";
const FEW_PROCESSORS = "A Firehose has five processors at most, so the first ten are all of them.";
const OWN_NAMES = "Nothing else in the template names this resource: it may be called anything.";
const OMITTED_CASES = "The question bank's seed does not draw this question, so nobody is asked it.";
const EITHER_FIRST = "The smaller or the larger one of two numbers is the same in any order.";
const NO_TIME_BEFORE =
  "All other events of a window that begins at the time 0 are later, so the later time is the same.";
const ANY_ORDER = "Neither needs what the other does: either may come first.";
const SEMICOLONS = "The semicolons separate the statements: lines between them are for people.";
const TABLE_ALIAS = "A name behind the table is its alias: the query is the same.";
const ANY_COLUMN_ORDER = "The text asks for four names, in any order.";
const STUDIO = "Studio's runtime has no other mode.";
const TAGS = "The text asks for no tags: the clean-up finds the application by its name.";
const BYTES = "The SDK makes bytes of a text by itself.";

/** Mutants of the solution that are right answers, by exercise and key, with the reason. `npm run bench -- mutants` shows the ones that are missing here. */
export const equivalentMutants: EquivalentMutants = {
  "04-windowed-delivery.student-name": {
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelacex";': ANY_NAME,
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelac";': ANY_NAME,
  },
  "04-windowed-delivery.tests": {
    'constant: says: "returns the value itself if there is only one event", → says: "",': OWN_WORDS,
    'constant: says: "returns the value itself if there is only one event", → says: "returns the value itself if there is only one eventx",':
      OWN_WORDS,
    'constant: says: "returns the value itself if there is only one event", → says: "returns the value itself if there is only one even",':
      OWN_WORDS,
    "constant: windowSeconds: 3600, delaySeconds: 7200, → windowSeconds: 3601, delaySeconds: 7200,": STILL_RIGHT,
    "constant: windowSeconds: 3600, delaySeconds: 7200, → windowSeconds: 3600, delaySeconds: 7201,": STILL_RIGHT,
    "constant: windowSeconds: 3600, delaySeconds: 7200, → windowSeconds: 3600, delaySeconds: 0,": STILL_RIGHT,
    'constant: says: "puts events into the window of their own time, whatever the order", → says: "",': OWN_WORDS,
    'constant: says: "puts events into the window of their own time, whatever the order", → says: "puts events into the window of their own time, whatever the orderx",':
      OWN_WORDS,
    'constant: says: "puts events into the window of their own time, whatever the order", → says: "puts events into the window of their own time, whatever the orde",':
      OWN_WORDS,
    "constant: windowSeconds: 3600, delaySeconds: 7200, → windowSeconds: 3600, delaySeconds: 7201, (2)": STILL_RIGHT,
    "unit: windowSeconds: 3600, delaySeconds: 7200, → windowSeconds: 60, delaySeconds: 7200,": STILL_RIGHT,
    "unit: windowSeconds: 3600, delaySeconds: 7200, → windowSeconds: 3600, delaySeconds: 120,": STILL_RIGHT,
    "order: windowSeconds: 3600, delaySeconds: 7200, → windowSeconds: 7200, delaySeconds: 3600,": STILL_RIGHT,
    "order: windowSeconds: 3600, delaySeconds: 7200, → windowSeconds: 7200, delaySeconds: 3600, (2)": STILL_RIGHT,
  },
  "04-windowed-delivery.output-stream": {
    'member: Properties: { Name: OUTPUT_STREAM, ShardCount: 1, StreamModeDetails: { StreamMode: "PROVISIONED" } }, → Properties: { Name: OUTPUT_STREAM, StreamModeDetails: { StreamMode: "PROVISIONED" } },':
      ONE_SHARD,
    'member: Properties: { Name: OUTPUT_STREAM, ShardCount: 1, StreamModeDetails: { StreamMode: "PROVISIONED" } }, → Properties: { Name: OUTPUT_STREAM, ShardCount: 1, },':
      PROVISIONED,
  },
  "04-windowed-delivery.processors": {
    'statement: const QUERY = "{componentName: .componentName}"; // The delimiter: a backslash and an n. In a TypeScript string, you write a backslash twice. const DELIMITER =… → const DELIMITER = "\\\\n"; // The delimiter: a backslash and an n. In a TypeScript string, you write a backslash twice. const QUERY = "{componentName: .component…':
      ANY_ORDER,
  },
  "04-windowed-delivery.prefixes": {
    'statement: const PREFIX = "!{partitionKeyFromQuery:componentName}/"; const ERROR_PREFIX = "errors/!{firehose:error-output-type}/"; → const ERROR_PREFIX = "errors/!{firehose:error-output-type}/"; const PREFIX = "!{partitionKeyFromQuery:componentName}/";':
      ANY_ORDER,
  },
  "04-windowed-delivery.delivery-stream": {
    "constant: BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 }, → BufferingHints: { SizeInMBs: 65, IntervalInSeconds: 60 },":
      OTHER_SIZE,
    "member: DeliveryStream: FIREHOSE_RESOURCE, → DeliveryStreams: FIREHOSE_RESOURCE,": OWN_NAMES,
  },
  "04-windowed-delivery.table": {
    'statement: const COLUMNS = "metricName string, unit string, minValue double, maxValue double, avg double, fromTimestamp string, toTimestamp string"; const PARTITIONED_BY … → const PARTITIONED_BY = "PARTITIONED BY (componentName string)"; const COLUMNS = "metricName string, unit string, minValue double, maxValue double, avg double, …':
      ANY_ORDER,
  },
  "04-windowed-delivery.partitions": {
    'statement: const addPartition = (component: string) => `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION (componentName = \'${component}\') LOCATION \'s3://${BUCKET}/${com… → const COMPONENTS: string[] = ["user-service", "order-service"]; const addPartition = (component: string) => `ALTER TABLE aggregates ADD IF NOT EXISTS PARTITION…':
      ANY_ORDER,
  },
  "04-windowed-delivery.managed": {
    'constant: const note = [...query.settings, ...query.tables, query.insert].map(({ text }) => `${text};`).join("\\n\\n"); → const note = [...query.settings, ...query.tables, query.insert].map(({ text }) => `${text};`).join("");':
      SEMICOLONS,
    'member: ApplicationMode: "INTERACTIVE", → (nothing)': STUDIO,
    "member: Tags: tagList(await createLabTags()), → (nothing)": TAGS,
  },
  "04-windowed-delivery.flink-windows": {
    "constant: \"FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(`timestamp`), INTERVAL '4' MINUTES))\", → \"FROM TABLE(TUMBLE(TABLE metric_events, DESCRIPTOR(`timestamp`), INTERVAL '4' MINUTES))x\",":
      TABLE_ALIAS,
    'sql: "SELECT componentName, window_start, COUNT(*) AS events, MAX(`value`) AS highest", → "SELECT window_start, componentName, COUNT(*) AS events, MAX(`value`) AS highest",':
      ANY_COLUMN_ORDER,
  },
  "04-windowed-delivery.to-parquet": {
    "constant: BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 }, → BufferingHints: { SizeInMBs: 65, IntervalInSeconds: 60 },":
      OTHER_SIZE,
    "member: BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 }, → (nothing)": KEPT_BUFFER,
    "member: Enabled: true, → (nothing)": ON_BY_DEFAULT,
    "await: await new FirehoseClient({}).send( new UpdateDestinationCommand({ DeliveryStreamName: firehoseName, CurrentDeliveryStreamVersionId: versionId, DestinationId: d… → new FirehoseClient({}).send( new UpdateDestinationCommand({ DeliveryStreamName: firehoseName, CurrentDeliveryStreamVersionId: versionId, DestinationId: destina…":
      LAST_CALL,
    'part: ProcessingConfiguration: { Enabled: true, Processors: processors.filter(({ Type }) => Type !== "AppendDelimiterToRecord") }, → ProcessingConfiguration: { Enabled: true, Processors: processors.slice(0, 10).filter(({ Type }) => Type !== "AppendDelimiterToRecord") },':
      FEW_PROCESSORS,
  },
  "04-windowed-delivery.quiz": {
    'constant: "use-cases": "It loads events and logs into S3 or a warehouse. There they are searched and analyzed.", → "use-cases": "It loads events and logs into S3 or a warehouse. There they are searched and analyzed.x",':
      SENTENCES,
    'constant: "use-cases": "It loads events and logs into S3 or a warehouse. There they are searched and analyzed.", → "use-cases": "It loads events and logs into S3 or a warehouse. There they are searched and analyzed",':
      SENTENCES,
    'constant: "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.", → "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.x",':
      SENTENCES,
    'constant: "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.", → "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited",':
      SENTENCES,
    'constant: "transformation-errors": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefi… → "transformation-errors": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefi…':
      SENTENCES,
    'constant: "transformation-errors": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefi… → "transformation-errors": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefi… (2)':
      SENTENCES,
    'constant: "use-cases": "It loads events and logs into S3 or a warehouse. There they are searched and analyzed.", → "use-cases": "",':
      SENTENCES,
    'constant: "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.", → "lambda-pros-and-cons": "",':
      SENTENCES,
    'constant: "transformation-errors": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefi… → "transformation-errors": "",':
      SENTENCES,
    'order: "lambda-pros-and-cons": "Any code can run, and AWS scales it without servers. But each invocation costs money, and its size is limited.", "transformation-error… → "lambda-pros-and-cons": "The function returns ProcessingFailed for a bad record, and Firehose tries an invocation again. The records are under the error prefix…':
      SENTENCES,
    ...equivalentQuizMutants,
    ...listUnaskedMutants(),
  },
  "04-windowed-delivery.take-in": {
    "zero: window.lastMs = Math.max(window.lastMs, atMs); → window.lastMs = Math.max(window.lastMs || atMs, atMs);":
      NO_TIME_BEFORE,
    "order: window.min = Math.min(window.min, value); → window.min = Math.min(value, window.min);": EITHER_FIRST,
    "order: window.max = Math.max(window.max, value); → window.max = Math.max(value, window.max);": EITHER_FIRST,
    "order: window.firstMs = Math.min(window.firstMs, atMs); → window.firstMs = Math.min(atMs, window.firstMs);":
      EITHER_FIRST,
    "order: window.lastMs = Math.max(window.lastMs, atMs); → window.lastMs = Math.max(atMs, window.lastMs);":
      EITHER_FIRST,
    "statement: window.count += 1; window.sum += value; → window.sum += value; window.count += 1;": ANY_ORDER,
    "statement: window.sum += value; window.min = Math.min(window.min, value); → window.min = Math.min(window.min, value); window.sum += value;":
      ANY_ORDER,
    "statement: window.min = Math.min(window.min, value); window.max = Math.max(window.max, value); → window.max = Math.max(window.max, value); window.min = Math.min(window.min, value);":
      ANY_ORDER,
    "statement: window.max = Math.max(window.max, value); window.firstMs = Math.min(window.firstMs, atMs); → window.firstMs = Math.min(window.firstMs, atMs); window.max = Math.max(window.max, value);":
      ANY_ORDER,
    "statement: window.firstMs = Math.min(window.firstMs, atMs); window.lastMs = Math.max(window.lastMs, atMs); → window.lastMs = Math.max(window.lastMs, atMs); window.firstMs = Math.min(window.firstMs, atMs);":
      ANY_ORDER,
  },
  "04-windowed-delivery.sink-record": {
    "format: return { PartitionKey: aggregate.componentName, Data: Buffer.from(JSON.stringify(aggregate)) }; → return { PartitionKey: aggregate.componentName, Data: JSON.stringify(aggregate) };":
      BYTES,
  },
  "04-windowed-delivery.add-partitions": {
    'constant: const folders = new Set(objects.map(({ key }) => key.split("/")[0] ?? "")); → const folders = new Set(objects.map(({ key }) => key.split("/")[0] ?? "x"));':
      "A split text has a first part, so what stands for a missing one isn't used.",
    "await: await runQuery({ ...ATHENA, sql: `ALTER TABLE ${table} ADD IF NOT EXISTS ${partition}` }); → runQuery({ ...ATHENA, sql: `ALTER TABLE ${table} ADD IF NOT EXISTS ${partition}` });":
      "Athena runs the statements all the same, and none needs the result of another.",
    "statement: if (!folder.endsWith(\"-service\")) continue; const partition = `PARTITION (componentName = '${folder}') LOCATION 's3://${bucketName}/${folder}/'`; → const partition = `PARTITION (componentName = '${folder}') LOCATION 's3://${bucketName}/${folder}/'`; if (!folder.endsWith(\"-service\")) continue;":
      "The text of a partition that isn't added does nothing.",
  },
};

/**
 * The mutants of answers to questions that the bank's seed does not draw. They follow the bank, so that an instructor
 * may add questions, or change the seed.
 */
function listUnaskedMutants(): Readonly<Record<string, string>> {
  const bank = readQuizBank("04-windowed-delivery", join(import.meta.dirname, "..", ".."));
  const requested = new Set(selectQuestions(bank).map(({ id }) => id));
  const lab = readFileSync(join(import.meta.dirname, "lab", "09-quiz.ts"), "utf8");
  const answers = [...lab.matchAll(/^ {2}"([\w-]+)": "([a-z]+)",$/gm)].map(([, id = "", answer = ""]) => ({
    id,
    answer,
  }));
  const keys = answers.flatMap(({ id, answer }, at) => {
    if (requested.has(id)) return [];
    const line = `"${id}": "${answer}",`;
    const next = answers[at + 1];
    return [
      ...["", `${answer}x`, ...(answer.length > 1 ? [answer.slice(0, -1)] : [])].map(
        (other) => `constant: ${line} → "${id}": "${other}",`,
      ),
      ...(id === "base64" ? ["utf8", "hex"].map((other) => `format: ${line} → "${other}": "${answer}",`) : []),
      ...(next !== undefined && !requested.has(next.id) && next.answer !== answer
        ? [`order: ${line} "${next.id}": "${next.answer}", → "${id}": "${next.answer}", "${next.id}": "${answer}",`]
        : []),
    ];
  });
  return Object.fromEntries(keys.map((key) => [key, OMITTED_CASES]));
}
