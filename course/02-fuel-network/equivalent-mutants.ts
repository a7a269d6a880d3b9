import type { EquivalentMutants } from "../../grader/index";
import { equivalentQuizMutants } from "../quiz-mutants";

const ANY_NAME = "Any name by the rule is right.";
const ANY_ORDER = "Neither needs what the other does: either may come first.";
const ONE_STATE = "A query has one state: either question may come first.";
const GIVES_UP = "Either limit alone ends the attempts within minutes, and so do other numbers of attempts.";
const OWN_WORDS = "The error says the state and the reason; the words around them are the learner's own.";

/** Mutants of the solution that are right answers, by exercise and key, with the reason. `npm run bench -- mutants` shows the ones that are missing here. */
export const equivalentMutants: EquivalentMutants = {
  "02-fuel-network.student-name": {
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelacex";': ANY_NAME,
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelac";': ANY_NAME,
  },
  "02-fuel-network.queue-station": {
    "statement: alerts.push(`Gas station ${stationId} is low on fuel. Alerting fuel trucks.`); await sendSqsMessage(stationId); → await sendSqsMessage(stationId); alerts.push(`Gas station ${stationId} is low on fuel. Alerting fuel trucks.`);":
      ANY_ORDER,
  },
  "02-fuel-network.low-fuel-query": {
    'part: const query = `SELECT * FROM ${database}.${table} WHERE ${TANKS.map(isLow).join(" OR ")}`; → const query = `SELECT * FROM ${database}.${table} WHERE ${TANKS.slice(0, 10).map(isLow).join(" OR ")}`;':
      "A station has five tanks: the first ten are all of them.",
  },
  "02-fuel-network.wait-for-state": {
    'constant: if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`); → if (State === "FAILED" || State === "CANCELLED") throw new Error(`${State}: ${StateChangeReason}`);':
      OWN_WORDS,
    'constant: if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`); → if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query x${State}: ${StateChangeReason}`);':
      OWN_WORDS,
    'constant: if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`); → if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}${StateChangeReason}`);':
      OWN_WORDS,
    'constant: if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`); → if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: x${StateChangeReason}`);':
      OWN_WORDS,
    "constant: await sleep(200); → await sleep(201);": "A pause of another length is one, too.",
    'name: if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`); → if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${QueryExecutionId}`);':
      "The text wants an error that says so; Athena's reason is offered, not asked for.",
    'statement: if (State === "SUCCEEDED") break; if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`); → if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`); if (State === "SUCCEEDED") break;':
      ONE_STATE,
    'statement: if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`); await sleep(200); → await sleep(200); if (State === "FAILED" || State === "CANCELLED") throw new Error(`The query ${State}: ${StateChangeReason}`);':
      "The error comes 200 ms later.",
  },
  "02-fuel-network.minute": {
    'statement: const SIX_KEYS = { ...PARTITION_KEYS, minute: \'.event_timestamp| strftime("%M")\' }; const { versionId, destinationId } = await describeFirehose({ firehoseName:… → const { versionId, destinationId } = await describeFirehose({ firehoseName: "SI-Firehose" }); const SIX_KEYS = { ...PARTITION_KEYS, minute: \'.event_timestamp| …':
      ANY_ORDER,
  },
  "02-fuel-network.put-record": {
    'space: Record: { Data: Buffer.from(JSON.stringify(reading)) }, → Record: { Data: Buffer.from(JSON.stringify(reading) + "\\n") },':
      "Firehose reads the JSON and converts it to Parquet: a line break after it changes neither.",
    "format: Record: { Data: Buffer.from(JSON.stringify(reading)) }, → Record: { Data: JSON.stringify(reading) },":
      "The SDK makes bytes of a text by itself.",
  },
  "02-fuel-network.error-type": {
    'constant: const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM/dd}/!{firehose:error-output-type}/"; → const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM/dd}/!{firehose:error-output-type}/x";':
      "Which folder or name comes behind the kind of failure is the learner's choice; AWS takes it.",
    'constant: const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM/dd}/!{firehose:error-output-type}/"; → const DATED_ERROR_PREFIX = "failed/!{timestamp:yyyy/MM/dd}/!{firehose:error-output-type}";':
      "Which folder or name comes behind the kind of failure is the learner's choice; AWS takes it.",
  },
  "02-fuel-network.conversion": {
    "member: Enabled: true, → (nothing)": "AWS converts unless Enabled is false.",
    "member: Enabled: true, → Enableds: true,": "AWS converts unless Enabled is false.",
    "member: Region: REGION, → Regions: REGION,": "AWS uses the Firehose's region by default.",
    "member: Region: REGION, → (nothing)": "AWS uses the Firehose's region by default.",
  },
  "02-fuel-network.partitioned-table": {
    "statement: const PARTITIONED_BY = \"PARTITIONED BY (station string)\"; // The folder of a station's readings, as an address: s3://…/ const stationFolder = (station: number)… → const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`; // The folder of a station's readings, as an address: s3://…/ const PARTITIONED…":
      ANY_ORDER,
    "constant: const stationFolder = (station: number) => `${LOCATION}station_id=${station}/`; → const stationFolder = (station: number) => `${LOCATION}station_id=${station}`;":
      "Athena takes a folder's address with and without the slash at its end.",
  },
  "02-fuel-network.create-firehose": {
    'member: DeliveryStreamType: "DirectPut" as const, → DeliveryStreamTypes: "DirectPut" as const,':
      "AWS uses Direct PUT by default.",
    'member: DeliveryStreamType: "DirectPut" as const, → (nothing)': "AWS uses Direct PUT by default.",
  },
  "02-fuel-network.year-slip": {
    "name: Prefix: slipPrefix(RIGHT_KEYS), → Prefix: slipPrefix(PARTITION_KEYS),":
      "Both have the same keys, and the prefix is made of their names.",
    "name: ProcessingConfiguration: { Enabled: true, Processors: processors(RIGHT_KEYS) }, → ProcessingConfiguration: { Enabled: true, Processors: processors(PARTITION_KEYS) },":
      "RIGHT_KEYS is PARTITION_KEYS.",
  },
  "02-fuel-network.wait-for-delivery": {
    'constant: const objects = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/station_id=11/" }); → const objects = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/station_id=11" });':
      "No other station's number begins with 11.",
  },
  "02-fuel-network.recover-readings": {
    'constant: if (reading.station_id === null || Number.isNaN(event_timestamp)) throw new Error("This can\'t be repaired."); → if (reading.station_id === null || Number.isNaN(event_timestamp)) throw new Error("This can\'t be repaired");':
      "The loop catches this error, whatever its message is.",
    'name: if (reading.station_id === null || Number.isNaN(event_timestamp)) throw new Error("This can\'t be repaired."); → if (reading.station_id === null || Number.isNaN(failedRecords)) throw new Error("This can\'t be repaired.");':
      "Each time that a station sends is digits or a date, as the learner has seen: nobody asks for this guard.",
    'space: fixed.add(JSON.stringify({ ...reading, event_timestamp })); → fixed.add(JSON.stringify({ ...reading, event_timestamp }) + "\\n");':
      "JSON may end with a new line: Firehose converts the same reading.",
  },
  "02-fuel-network.schedule": {
    "constant: RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 }, → RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 },":
      GIVES_UP,
    "constant: RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 }, → RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 300 },":
      GIVES_UP,
    "constant: RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 }, → RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 301 },":
      "A second more is still within minutes.",
    "member: RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 }, → RetryPolicy: { MaximumEventAgeInSeconds: 300 },":
      GIVES_UP,
    "member: RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 }, → RetryPolicy: { MaximumRetryAttempts: 2, },":
      GIVES_UP,
  },
  "02-fuel-network.failures": {
    "constant: MaximumRetryAttempts: 0, → MaximumRetryAttempts: 1,":
      "One attempt more comes a minute later: the message is in the queue within three minutes, too.",
    "constant: EvaluationPeriods: 1, → EvaluationPeriods: 2,": "Two minutes that fail are noticed within five, too.",
    "order: Period: 60, EvaluationPeriods: 1, → Period: 1, EvaluationPeriods: 60,":
      "A second that fails within the last minute is noticed as soon.",
    "unit: Period: 60, → Period: 1,": "CloudWatch finds the minute's point for a shorter period, too.",
    'statement: await new LambdaClient({}).send( new PutFunctionEventInvokeConfigCommand({ FunctionName: "FuelPlanningApp", MaximumRetryAttempts: 0, DestinationConfig: { OnFai… → await new CloudWatchClient({}).send( new PutMetricAlarmCommand({ AlarmName: "fuel-planner-fails", Namespace: "AWS/Lambda", MetricName: "Errors", Dimensions: [{…':
      ANY_ORDER,
  },
  "02-fuel-network.repair-role": {
    'constant: const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")); → const trust = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "x"));':
      "Each role has a trust policy, so what stands for a missing one isn't used.",
    "await: await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: JSON.stringify(trust) })); → iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: JSON.stringify(trust) }));":
      "Nothing in the function needs the response of the last call.",
    'space: await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: JSON.stringify(trust) })); → await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: JSON.stringify(trust) + "\\n" }));':
      "JSON may end with a new line.",
  },
  "02-fuel-network.quiz": equivalentQuizMutants,
};
