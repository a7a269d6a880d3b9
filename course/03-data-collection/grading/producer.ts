import { CreateStreamCommand } from "@aws-sdk/client-kinesis";
import { parsedJson, type Evidence, type ScriptPlan } from "../../../grader/index";

/** Not the name of the lab: it comes by the option. */
const STREAM = "people-of-another-school";
export const PEOPLE = 7;
export const ROUNDS = 2;

/** Runs the producer for two rounds. */
export const putPeople: ScriptPlan = {
  path: "src/collection/put-people.ts",
  args: () => ["--stream", STREAM, "--people", String(PEOPLE), "--rounds", String(ROUNDS), "--pause_seconds", "0.1"],
  async prepare({ kinesis, advance }) {
    // With one key for all, one of four shards would have all records.
    await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 4 }));
    await advance(10);
  },
};

/** A record of the producer: its key, and its data as a JSON object, if that is one. */
export interface PutRecord {
  readonly partitionKey: string;
  readonly text: string;
  readonly person: Readonly<Record<string, unknown>> | undefined;
}

/** What the producer has put into its stream. */
export function peoplePut({ cloud }: Evidence): readonly PutRecord[] {
  return (cloud.stream(STREAM)?.records ?? []).map(({ partitionKey, data }) => ({
    partitionKey,
    text: data,
    person: objectIn(data),
  }));
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parsedJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** How many calls of PutRecords went to the stream. */
export const callsOf = ({ journal }: Evidence): number =>
  journal.count("kinesis", "PutRecords", { StreamName: STREAM });
/** What ended the producer, in words. */
export const stopOfProducer = (run: Evidence): string | undefined => run.script(putPeople.path)?.error;
