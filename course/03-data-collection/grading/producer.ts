import { CreateStreamCommand } from "@aws-sdk/client-kinesis";
import { parseUntrustedJson, type Evidence, type ScriptPlan } from "../../../grader/index";
import { findStreamName } from "../../evidence-words";

/** Another name than the lab's, so that a producer which ignores its option is found out. */
const STREAM = "people-of-another-school";
/**
 * More people than a learner has seen in a round: the program puts 10 if nothing else is said, and the page 20. They are more than 100, so an
 * answer that puts the first 10, 50 or 100 is found out, and one call of PutRecords takes them all.
 */
export const PEOPLE = 143;
export const ROUNDS = 2;

/** Runs the producer for two rounds. */
export const putPeople: ScriptPlan = {
  path: "src/collection/put-people.ts",
  getArgs: () => ["--stream", STREAM, "--people", String(PEOPLE), "--rounds", String(ROUNDS), "--pause_seconds", "0.1"],
  async prepare({ kinesis, advance }) {
    // Four shards, so that a partition key that is the same for all people shows: one shard would have all records.
    await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 4 }));
    await advance(10);
  },
};

/** A record of the producer. `person` is its data as a JSON object; undefined if the data is none. */
export interface PutRecord {
  readonly partitionKey: string;
  readonly text: string;
  readonly person: Readonly<Record<string, unknown>> | undefined;
}

/** The records that the producer put into its stream. */
export function listPeoplePut({ cloud }: Evidence): readonly PutRecord[] {
  return (cloud.findStream(STREAM)?.records ?? []).map(({ partitionKey, data }) => ({
    partitionKey,
    text: data,
    person: parseObject(data),
  }));
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseUntrustedJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** The number of PutRecords calls for the stream. */
export const countCalls = ({ journal }: Evidence): number =>
  journal.findCalls("kinesis", "PutRecords").filter(({ input }) => findStreamName(input) === STREAM).length;
/** The number of records in a call's input. The journal cuts long lists, and ends them with their length. */
function countRecords(input: unknown): number {
  const records: unknown = Object(input).Records;
  if (!Array.isArray(records)) return 0;
  const [, length] = /\((\d+) items\)$/.exec(String(records.at(-1))) ?? [];
  return length === undefined ? records.length : Number(length);
}

/** Whether AWS has refused all PutRecords calls, each of which had all people of a round. */
export function hasRefusedRounds(run: Evidence): boolean {
  const refused = run.journal.findRefusedCalls("kinesis", "PutRecords");
  return countCalls(run) === 0 && refused.length > 0 && refused.every(({ input }) => countRecords(input) === PEOPLE);
}

/** The error that ended the producer, in words. */
export const findProducerStop = (run: Evidence): string | undefined => run.findScript(putPeople.path)?.error;
