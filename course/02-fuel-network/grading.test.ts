import { expect } from "chai";
import { loadMistakes } from "../testing/load-mistakes";
import { useRehearsal } from "../testing/rehearsal";
import { testRightAnswers } from "../testing/right-answers";
import { testSolutionAndBlank } from "../testing/solution-and-blank";
import { itIfLong } from "../../cloud/testing/skip";

const LAB = "02-fuel-network";

/** An answer that makes a reading by a function for its levels. */
const READING = [
  "const reading: StationReading = {",
  "  station_id: `${id}`,",
  "  fuel_tank1_level: level(999),",
  "  fuel_tank2_level: level(999),",
  "  fuel_tank3_level: level(999),",
  "  fuel_tank4_level: level(999),",
  "  fuel_tank5_level: level(highestOfTank5),",
  "  event_timestamp: Math.trunc(Date.now() / 1000),",
  "};",
];

/** Right answers that differ from the solution's, by exercise. */
const VARIANTS: readonly (readonly [says: string, exercise: string, answer: string])[] = [
  // The name has the numbers of the solution.
  ["a name with a space and capital letters", "student-name", 'const STUDENT = "Otto Lamport";'],
  [
    "spaces in the expressions, and another order of the time's parts",
    "partition-keys",
    [
      "const PARTITION_KEYS = {",
      '  station_id: ".station_id",',
      "  month: '.event_timestamp | strftime(\"%m\")',",
      "  year: '.event_timestamp | strftime(\"%Y\")',",
      "  day: '.event_timestamp | strftime(\"%d\")',",
      "  hour: '.event_timestamp | strftime(\"%H\")',",
      "};",
    ].join("\n"),
  ],
  [
    "a type that is any text for TypeScript",
    "create-firehose",
    [
      "const CONFIGURATION = {",
      '  DeliveryStreamName: "SI-Firehose",',
      '  DeliveryStreamType: "DirectPut",',
      "  ExtendedS3DestinationConfiguration: {",
      "    BucketARN: `arn:aws:s3:::${BUCKET}`,",
      "    RoleARN: FIREHOSE_ROLE_ARN,",
      "    Prefix: prefixOf(PARTITION_KEYS),",
      "    ErrorOutputPrefix: ERROR_PREFIX,",
      "    BufferingHints: BUFFERING,",
      "    DynamicPartitioningConfiguration: { Enabled: true, RetryOptions: { DurationInSeconds: 60 } },",
      "    ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) },",
      "    DataFormatConversionConfiguration: CONVERSION,",
      "  },",
      "};",
    ].join("\n"),
  ],
  ["concatenation", "folder", 'const folder = (key: string) => key + "=!{partitionKeyFromQuery:" + key + "}/";'],
  [
    "the kind of failure before the date",
    "error-type",
    'const DATED_ERROR_PREFIX = "failed/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/";',
  ],
  [
    "year, month and day in expressions of their own",
    "error-type",
    'const DATED_ERROR_PREFIX = "failed/!{firehose:error-output-type}/!{timestamp:yyyy}/!{timestamp:MM}/!{timestamp:dd}/";',
  ],
  [
    "a batch of one reading, sent again while Firehose rejects it",
    "put-record",
    `const { PutRecordBatchCommand } = await import("@aws-sdk/client-firehose");
const Records = [{ Data: new TextEncoder().encode(JSON.stringify(reading)) }];
for (let rejected = 1; rejected > 0; ) {
  const { FailedPutCount = 0 } = await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: deliveryStream, Records }));
  rejected = FailedPutCount;
}`,
  ],
  [
    "some",
    "wait-for-delivery",
    'check: async () => (await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/" })).some(({ key }) => key.includes("station_id=11/")),',
  ],
  [
    "one condition with LEAST",
    "low-fuel-query",
    'const query = `SELECT * FROM ${database}.${table} WHERE LEAST(${TANKS.map((tank) => `CAST(${tank} AS integer)`).join(", ")}) < 200`;',
  ],
  [
    "a number of another type",
    "compare-levels",
    "const isLow = (tank: string) => `TRY_CAST(${tank} AS double) < 200`;",
  ],
  [
    "stations in the order of their numbers",
    "low-fuel-query",
    'const query = `SELECT * FROM ${database}.${table} WHERE ${TANKS.map(isLow).join(" OR ")} ORDER BY CAST(station_id AS integer)`;',
  ],
  [
    "a station's number as a number",
    "queue-station",
    "const number = Number(stationId);\nalerts.push(`Gas station ${number} is low on fuel. Alerting fuel trucks.`);\nawait sendSqsMessage(String(number));",
  ],
  [
    "a loop that waits before it asks, by a timer, and words of its own",
    "wait-for-state",
    [
      "let state: string | undefined;",
      'while (state !== "SUCCEEDED") {',
      "  await new Promise((resolve) => setTimeout(resolve, 500));",
      "  const answer = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));",
      "  state = answer.QueryExecution?.Status?.State;",
      '  if (state === "FAILED" || state === "CANCELLED") throw new Error(`Query ${state.toLowerCase()}`);',
      "}",
    ].join("\n"),
  ],
  [
    "a call of itself, and Athena's reason alone",
    "wait-for-state",
    [
      "const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));",
      'const { State = "QUEUED", StateChangeReason } = QueryExecution?.Status ?? {};',
      'if (State === "SUCCEEDED") return;',
      'if (State === "FAILED" || State === "CANCELLED") throw new Error(`Athena: ${StateChangeReason}`);',
      "await sleep(200);",
      "return queryIsOver(QueryExecutionId);",
    ].join("\n"),
  ],
  [
    "the request for a list of queries, with this one in it",
    "wait-for-state",
    `const { BatchGetQueryExecutionCommand } = await import("@aws-sdk/client-athena");
for (let isOver = false; !isOver; ) {
  const { QueryExecutions = [] } = await athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [QueryExecutionId ?? ""] }));
  const { State, StateChangeReason } = QueryExecutions[0]?.Status ?? {};
  if (State === "FAILED" || State === "CANCELLED") throw new Error(\`Athena: \${State} (\${StateChangeReason})\`);
  isOver = State === "SUCCEEDED";
  if (!isOver) await sleep(200);
}`,
  ],
  [
    "a function of its own",
    "reading",
    [
      "const level = (highest: number): string => String(100 + Math.floor(random() * (highest - 99)));",
      ...READING,
    ].join("\n"),
  ],
  [
    "random numbers of another source",
    "reading",
    [
      'const { randomInt } = await import("node:crypto");',
      "const level = (highest: number): string => String(randomInt(100, highest + 1));",
      ...READING,
    ].join("\n"),
  ],
  [
    "a conditional expression",
    "truck-message",
    "const counted = `Messages processed: ${processedMessages}`;\nreturn messages.length ? counted : `No messages found in queue. ${counted}`;",
  ],
  [
    "a batch of one message",
    "delete-message",
    `const { DeleteMessageBatchCommand } = await import("@aws-sdk/client-sqs");
await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: "it", ReceiptHandle }] }));`,
  ],
  [
    "PutRecord for each, and a Map by station and time",
    "recover-readings",
    `const done = new Map<string, object>();
const rest: Failed[] = [];
const read = (rawData: string): any => {
  const text = Buffer.from(rawData, "base64").toString();
  return text.endsWith("}") ? JSON.parse(text) : {};
};
for (const one of failedRecords) {
  const { station_id, event_timestamp: sent, ...levels } = read(one.rawData);
  if (!station_id) {
    rest.push(one);
    continue;
  }
  const event_timestamp = sent.includes("T") ? Math.floor(new Date(sent).getTime() / 1000) : parseInt(sent, 10);
  done.set(station_id + " " + event_timestamp, { station_id, ...levels, event_timestamp });
}
const { PutRecordCommand: PutOne } = await import("@aws-sdk/client-firehose");
for (const reading of done.values()) {
  await new FirehoseClient({}).send(new PutOne({ DeliveryStreamName: firehoseName, Record: { Data: Buffer.from(JSON.stringify(reading) + "\\n") } }));
}
return rest;`,
  ],
  [
    "cron, and an age instead of a number of attempts",
    "schedule",
    `const { SchedulerClient: Client, CreateScheduleCommand: Create } = await import("@aws-sdk/client-scheduler");
const Target = { Arn: PLANNER_ARN, RoleArn: SCHEDULER_ROLE_ARN, RetryPolicy: { MaximumEventAgeInSeconds: 60 }, DeadLetterConfig: { Arn: FAILURES_ARN }, Input: "{}" };
await new Client({}).send(new Create({ Name: "fuel-planner", ScheduleExpression: "cron(* * * * ? *)", FlexibleTimeWindow: { Mode: "OFF" }, Target }));`,
  ],
  [
    "the function's own dead-letter queue, and an alarm on two of three averages",
    "failures",
    `const { UpdateFunctionConfigurationCommand } = await import("@aws-sdk/client-lambda");
const lambda = new LambdaClient({});
const FunctionName = "FuelPlanningApp";
await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig: { TargetArn: FAILURES_ARN } }));
await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds: 60 }));
await new CloudWatchClient({}).send(
  new PutMetricAlarmCommand({
    AlarmName: "fuel-planner-fails", Namespace: "AWS/Lambda", MetricName: "Errors", Dimensions: [{ Name: "FunctionName", Value: FunctionName }],
    Statistic: "Average", Period: 60, EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 0, ComparisonOperator: "GreaterThanThreshold", TreatMissingData: "notBreaching",
  }),
);`,
  ],
  [
    "a service more in the statement that is there, with the clients of another import",
    "repair-role",
    `const { IAM } = await import("@aws-sdk/client-iam");
const iam = new IAM({});
const { Role: { AssumeRolePolicyDocument: encoded = "" } = {} } = await iam.getRole({ RoleName: roleName });
const policy = JSON.parse(decodeURIComponent(encoded));
for (const statement of policy.Statement)
  if (statement.Principal.Service) statement.Principal.Service = [statement.Principal.Service, "scheduler.amazonaws.com"].flat();
await iam.updateAssumeRolePolicy({ RoleName: roleName, PolicyDocument: JSON.stringify(policy, null, 2) });`,
  ],
  [
    "a condition on the account whose schedules may use the role",
    "repair-role",
    `const iam = new IAMClient({});
const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleName }));
const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""));
const account = Role?.Arn?.split(":")[4];
trust.Statement.push({
  Effect: "Allow", Principal: { Service: ["scheduler.amazonaws.com"] }, Action: "sts:AssumeRole",
  Condition: { StringEquals: { "aws:SourceAccount": account } },
});
await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: JSON.stringify(trust) }));`,
  ],
];

/** An answer that deletes the queue which the grader inspects, and overwrites the driver's answers. */
const TAKING_AWAY = [
  'const { DeleteQueueCommand, SQSClient } = await import("@aws-sdk/client-sqs");',
  'await new SQSClient({}).send(new DeleteQueueCommand({ QueueUrl: process.env["queue_url"] ?? "" }));',
  'const { PutObjectCommand, S3Client } = await import("@aws-sdk/client-s3");',
  'for (const Body of ["nothing like it", "[1]"]) await new S3Client({}).send(new PutObjectCommand({ Bucket: "answers-of-the-handler", Key: "answers.json", Body }));',
  "process.exit(0);",
];

describe("grading lab 02", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);

  testSolutionAndBlank(rehearsal);

  testRightAnswers(
    LAB,
    rehearsal,
    VARIANTS.map(([says, exercise, answer]) => ({ says, exercise, answer })),
  );

  it("takes marks from an answer that deletes what the grader reads, and continues", async () => {
    const { status, exercises } = await rehearsal().grade(
      { [`${LAB}.truck-message`]: TAKING_AWAY },
      { others: "solution" },
    );
    expect(status).not.to.equal("grader-fault");
    expect(exercises.find(({ id }) => id === `${LAB}.truck-message`)?.status).not.to.equal("right");
  });

  // Only in a long run: lab 01 shows already that the grader judges wrong exercises apart, in a third of the time.
  itIfLong("takes marks only from the exercises that are wrong, one in each part of the lab", async () => {
    const all = await loadMistakes(LAB);
    const wrong = ["hour-replaced-by-minute", "levels-as-numbers", "only-the-first-tank", "number-forgotten"].map(
      (name) => all.find((mistake) => mistake.name === name),
    );
    const answers = Object.fromEntries(
      wrong.flatMap((mistake) => (mistake ? [[mistake.exercise, mistake.answer]] : [])),
    );
    const { exercises } = await rehearsal().grade(answers, { others: "solution" });
    expect(
      exercises
        .filter(({ status }) => status !== "right")
        .map(({ id }) => id)
        .sort(),
    ).to.deep.equal(Object.keys(answers).sort());
  });
});
