/** A stream at the end of a run, with the records of all shards, in the order of their sequence numbers. */
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
  /** Names of resources that the lab's plan has created by its own calls, for the check: no learner knows them. */
  readonly fixtures?: readonly string[];
  /** The lab cloud itself failed at something that the run asked for: what the run left says too little about its code. */
  readonly hasFailed?: true;
  /** What the run asked for and the lab cloud refused because it doesn't emulate it, in the cloud's words: AWS may accept it. */
  readonly notEmulated?: readonly string[];
}

/** One call that the submission made, as the cloud has recorded it. `outcome` is "ok" or the error's code. */
export interface JournalLine {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly outcome: string;
}

/**
 * The outcome of one cell. `error` is the learner's own exception or type error, in words; `remarks` name code that is probably
 * unintended, such as a call that is not awaited.
 */
export interface CellEvidence {
  readonly id: string;
  readonly ok: boolean;
  readonly error?: string;
  /** The column of a type error in its line, from 1. */
  readonly column?: number;
  readonly remarks?: readonly string[];
  readonly output: string;
}

/**
 * How a script ended: `done` if it had read all records and the grader ended it. Times are milliseconds since the
 * epoch.
 */
export interface ScriptEvidence {
  readonly path: string;
  readonly end: RunEnd;
  readonly error?: string;
  readonly output: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Remarks on code that is probably unintended, by exercise. */
  readonly remarks?: Readonly<Record<string, readonly string[]>>;
}

/** How a sandboxed process ended. */
export type RunEnd = "done" | "timeout" | "crashed" | "out-of-memory";

/** The answer of the submission's process to a question of the lab's plan: plain data, or the error. */
export type AnswerEvidence = { readonly value: unknown } | { readonly error: string };

/** All evidence of one run of one notebook or script: plain data, so that it can be stored and compared. */
export interface RunEvidence {
  readonly cloud: CloudEvidence;
  readonly journal: readonly JournalLine[];
  readonly cells: readonly CellEvidence[];
  readonly scripts: readonly ScriptEvidence[];
  readonly seen: Readonly<Record<string, unknown>>;
  /** Answers by the question's id. */
  readonly answers: Readonly<Record<string, AnswerEvidence>>;
  readonly end: RunEnd;
  /** The run asked for ORC, and this machine has no Python that writes it: its marks say nothing about that answer. */
  readonly lacksOrc?: true;
}

/** The state of a cloud without resources. */
export const NO_CLOUD: CloudEvidence = { account: "", streams: [], buckets: [], firehoses: [] };
