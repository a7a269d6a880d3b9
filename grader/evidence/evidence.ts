/** A stream as it stood at the end of a run. Records are those of all shards, in the order of their sequence numbers. */
export interface StreamEvidence {
  readonly name: string;
  readonly status: string;
  readonly openShards: number;
  readonly records: readonly RecordEvidence[];
}

/** `data` is the record's text (UTF-8). */
export interface RecordEvidence {
  readonly shard: string;
  readonly partitionKey: string;
  readonly data: string;
}

export interface BucketEvidence {
  readonly name: string;
  readonly region: string;
  readonly objects: readonly ObjectEvidence[];
}

/** `body` is the object's text (UTF-8); `bytes` its whole size, since long bodies are cut. */
export interface ObjectEvidence {
  readonly key: string;
  readonly bytes: number;
  readonly body: string;
}

/** A Firehose fed by a Kinesis stream. ARNs are shortened to the names at their end. */
export interface FirehoseEvidence {
  readonly name: string;
  readonly status: string;
  readonly type: string;
  readonly stream?: string;
  readonly bucket?: string;
  readonly role?: string;
  readonly prefix?: string;
  readonly errorPrefix?: string;
  readonly bufferMiB?: number;
  readonly bufferSeconds?: number;
  readonly compression?: string;
  readonly logGroup?: string;
  readonly logStream?: string;
}

/** The state of one lab cloud, read through its APIs. */
export interface CloudEvidence {
  readonly account: string;
  readonly streams: readonly StreamEvidence[];
  readonly buckets: readonly BucketEvidence[];
  readonly firehoses: readonly FirehoseEvidence[];
}

/** One call that the submission made, as the cloud saw it. `outcome` is "ok" or the error's code. */
export interface JournalLine {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly outcome: string;
}

/**
 * What happened to one cell. `error` is the learner's own exception or type error, in words; `remarks` say what it did that may not be
 * meant, such as not to wait for a call.
 */
export interface CellEvidence {
  readonly id: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly remarks?: readonly string[];
  readonly output: string;
}

/** How a script ended: `done` when it had caught up and was ended by the grader. Times are milliseconds since the epoch. */
export interface ScriptEvidence {
  readonly path: string;
  readonly end: RunEnd;
  readonly error?: string;
  readonly output: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** By exercise: what its code does that may not be meant. */
  readonly remarks?: Readonly<Record<string, readonly string[]>>;
}

/** How a sandboxed process came to its end. */
export type RunEnd = "done" | "timeout" | "crashed" | "out-of-memory";

/** What the submission's process has answered to a question of the lab's plan: plain data, or why there is none. */
export type AnswerEvidence = { readonly value: unknown } | { readonly error: string };

/** Everything that one run of one notebook or script left behind: plain data, so that it can be kept and compared. */
export interface RunEvidence {
  readonly cloud: CloudEvidence;
  readonly journal: readonly JournalLine[];
  readonly cells: readonly CellEvidence[];
  readonly scripts: readonly ScriptEvidence[];
  readonly seen: Readonly<Record<string, unknown>>;
  /** By the question's id. */
  readonly answers: Readonly<Record<string, AnswerEvidence>>;
  readonly end: RunEnd;
}

/** The state of no cloud at all. */
export const NO_CLOUD: CloudEvidence = { account: "", streams: [], buckets: [], firehoses: [] };
