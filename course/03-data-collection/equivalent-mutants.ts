import type { EquivalentMutants } from "../../grader/index";
import { equivalentQuizMutants } from "../quiz-mutants";

const ANY_ORDER = "Neither needs what the other does: either may come first.";
const LARGEST_OF_THREE = "The largest of some numbers is the same in any order.";
const UTF_8 = "AWS reads UTF-8 by default.";
const OWN_WORDS = "The description is for people: each learner may write another, or none.";
const DIRECT_PUT = "AWS uses Direct PUT by default.";
const OTHER_INTERVAL = "The text asks for another size alone; AWS takes this interval, too.";
const LARGER_BUFFER = "AWS takes 64 MB and more.";
const ANY_NAME = "Any name by the rule is right.";
const BYTES = "The SDK makes bytes of a text by itself.";
const CAUGHT = "The error is caught in the same record: nobody reads its text.";
const NO_DATA = "Firehose reads the data of records that are Ok alone.";
const SAME_JSON = "JSON is the same value with other white space.";
const TWO_NAMES = "There are two names at most: the first ten are all of them.";
const TABLE_ALIAS = "A name behind the table is its alias: the query is the same.";
const ANY_COLUMN_ORDER = "The text asks for five names, in any order.";
const ALWAYS_THERE = "AWS always says how many were refused: what stands in for it is never taken.";

/** Mutants of the solution that are right answers, by exercise and key, with the reason. `npm run bench -- mutants` shows the ones that are missing here. */
export const equivalentMutants: EquivalentMutants = {
  "03-data-collection.student-name": {
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelacex";': ANY_NAME,
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelac";': ANY_NAME,
  },
  "03-data-collection.shards-needed": {
    "order: return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000))); → return Math.max(Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000)), 1);":
      LARGEST_OF_THREE,
    "order: return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000))); → return Math.max(1, Math.ceil(Math.max(outgoing / 2048, incoming / 1024, recordsPerSecond / 1000)));":
      LARGEST_OF_THREE,
    "order: return Math.max(1, Math.ceil(Math.max(incoming / 1024, outgoing / 2048, recordsPerSecond / 1000))); → return Math.max(1, Math.ceil(Math.max(incoming / 1024, recordsPerSecond / 1000, outgoing / 2048)));":
      LARGEST_OF_THREE,
  },
  "03-data-collection.launch": {
    'statement: const PARAMETERS = { StreamName: STREAM }; const CAPABILITIES: Capability[] = ["CAPABILITY_IAM"]; → const CAPABILITIES: Capability[] = ["CAPABILITY_IAM"]; const PARAMETERS = { StreamName: STREAM };':
      ANY_ORDER,
  },
  "03-data-collection.application": {
    'constant: description: "Five columns of each person who is old enough", → description: "",': OWN_WORDS,
    'constant: description: "Five columns of each person who is old enough", → description: "Five columns of each person who is old enoughx",':
      OWN_WORDS,
    'constant: description: "Five columns of each person who is old enough", → description: "Five columns of each person who is old enoug",':
      OWN_WORDS,
    'member: RecordEncoding: "UTF-8", → (nothing)': UTF_8,
    'member: RecordEncoding: "UTF-8", → RecordEncodings: "UTF-8",': UTF_8,
  },
  "03-data-collection.delivery-stream": {
    'member: DeliveryStreamType: "DirectPut", → (nothing)': DIRECT_PUT,
    'member: DeliveryStreamType: "DirectPut", → DeliveryStreamTypes: "DirectPut",': DIRECT_PUT,
  },
  "03-data-collection.parquet": {
    "constant: const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 60 }; → const BUFFER = { SizeInMBs: 65, IntervalInSeconds: 60 };":
      LARGER_BUFFER,
    "constant: const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 60 }; → const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 0 };":
      OTHER_INTERVAL,
    "constant: const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 60 }; → const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 61 };":
      OTHER_INTERVAL,
    "unit: const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 60 }; → const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 1 };":
      OTHER_INTERVAL,
    "statement: const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 60 }; const SERIALIZER = { ParquetSerDe: {} }; → const SERIALIZER = { ParquetSerDe: {} }; const BUFFER = { SizeInMBs: 64, IntervalInSeconds: 60 };":
      ANY_ORDER,
  },
  "03-data-collection.person-record": {
    'space: Data: Buffer.from(JSON.stringify(person)), → Data: Buffer.from(JSON.stringify(person) + "\\n"),':
      "JSON may end with a new line: the application reads the same columns.",
    "format: Data: Buffer.from(JSON.stringify(person)), → Data: JSON.stringify(person),": BYTES,
  },
  "03-data-collection.put-people": {
    "constant: const { FailedRecordCount = 0 } = await kinesis.send( → const { FailedRecordCount = 1 } = await kinesis.send(":
      ALWAYS_THERE,
  },
  "03-data-collection.stream-parameter": {
    'constant: StreamName: { Type: "String", Description: "The data stream that the people are put into. It is there already." }, → StreamName: { Type: "String", Description: "" },':
      OWN_WORDS,
    'constant: StreamName: { Type: "String", Description: "The data stream that the people are put into. It is there already." }, → StreamName: { Type: "String", Description: "The data stream that the people are put into. It is there already.x" },':
      OWN_WORDS,
    'constant: StreamName: { Type: "String", Description: "The data stream that the people are put into. It is there already." }, → StreamName: { Type: "String", Description: "The data stream that the people are put into. It is there already" },':
      OWN_WORDS,
    'member: StreamName: { Type: "String", Description: "The data stream that the people are put into. It is there already." }, → StreamName: { Type: "String", },':
      OWN_WORDS,
  },
  "03-data-collection.flink-sessions": {
    "constant: \"FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '30' MINUTES))\", → \"FROM TABLE(SESSION(TABLE clicks PARTITION BY (user_id, device_id), DESCRIPTOR(client_timestamp), INTERVAL '30' MINUTES))x\",":
      TABLE_ALIAS,
    'sql: "SELECT user_id, device_id, COUNT(*) AS events,", → "SELECT device_id, user_id, COUNT(*) AS events,",':
      ANY_COLUMN_ORDER,
  },
  "03-data-collection.add-initials": {
    'constant: if (names.length === 0) throw new Error("This is not a person."); → if (names.length === 0) throw new Error("");':
      CAUGHT,
    'constant: if (names.length === 0) throw new Error("This is not a person."); → if (names.length === 0) throw new Error("This is not a person.x");':
      CAUGHT,
    'constant: if (names.length === 0) throw new Error("This is not a person."); → if (names.length === 0) throw new Error("This is not a person");':
      CAUGHT,
    'name: if (person.forget === true) return { recordId, result: "Dropped", data }; → if (person.forget === true) return { recordId, result: "Dropped", data: event };':
      NO_DATA,
    'name: if (person.forget === true) return { recordId, result: "Dropped", data }; → if (person.forget === true) return { recordId, result: "Dropped", data: Buffer };':
      NO_DATA,
    'name: return { recordId, result: "ProcessingFailed", data }; → return { recordId, result: "ProcessingFailed", data: event };':
      NO_DATA,
    'name: return { recordId, result: "ProcessingFailed", data }; → return { recordId, result: "ProcessingFailed", data: Buffer };':
      NO_DATA,
    'member: if (person.forget === true) return { recordId, result: "Dropped", data }; → if (person.forget === true) return { recordId, result: "Dropped", };':
      NO_DATA,
    'member: return { recordId, result: "ProcessingFailed", data }; → return { recordId, result: "ProcessingFailed", };':
      NO_DATA,
    'statement: if (person.forget === true) return { recordId, result: "Dropped", data }; const names: string[] = [person.first, person.last].filter(Boolean); → const names: string[] = [person.first, person.last].filter(Boolean); if (person.forget === true) return { recordId, result: "Dropped", data };':
      ANY_ORDER,
    'statement: if (names.length === 0) throw new Error("This is not a person."); const initials = names.map((name) => name.charAt(0)).join(""); → const initials = names.map((name) => name.charAt(0)).join(""); if (names.length === 0) throw new Error("This is not a person.");':
      ANY_ORDER,
    'space: const person = JSON.parse(Buffer.from(data, "base64").toString("utf8")); → const person = JSON.parse(Buffer.from(data, "base64").toString("utf8").trim());':
      SAME_JSON,
    'space: const person = JSON.parse(Buffer.from(data, "base64").toString("utf8")); → const person = JSON.parse(JSON.stringify(JSON.parse(Buffer.from(data, "base64").toString("utf8"))));':
      SAME_JSON,
    'part: const initials = names.map((name) => name.charAt(0)).join(""); → const initials = names.slice(0, 10).map((name) => name.charAt(0)).join("");':
      TWO_NAMES,
  },
  "03-data-collection.quiz": equivalentQuizMutants,
};
