/** An object to be put into a bucket. */
export interface NewObject {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly contentEncoding: string | undefined;
  /** Can be asked for again if a put is tried again. */
  readonly content: () => AsyncIterable<Uint8Array>;
}

/** What Firehose needs of S3. */
export interface ObjectSink {
  /**
   * Resolves when the object will survive what the cloud's storage promises to survive.
   *
   * @throws AwsFault NoSuchBucket and its like: Firehose tries again later
   */
  put(object: NewObject): Promise<void>;
}

/** One figure for CloudWatch. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: "Count" | "Bytes" | "Seconds" | "Milliseconds" | "Bytes/Second" | "Count/Second" | "None";
}

/** What Firehose needs of CloudWatch. */
export interface MetricSink {
  /** Counts figures in for the minute in which `at` lies. */
  put(source: { readonly namespace: string; readonly dimensions: Readonly<Record<string, string>>; readonly at: number }, figures: readonly Measurement[]): void;
}

/** What Firehose needs of CloudWatch Logs. */
export interface LogSink {
  /** Writes one event; where the group or the stream is missing, nothing is written, as on AWS. */
  write(target: { readonly group: string; readonly stream: string }, at: number, message: string): void;
}

/** What Firehose needs of IAM. */
export interface RoleCheck {
  /** Why a service cannot assume a role; undefined if it can. */
  refusal(arn: string, service: string): string | undefined;
}
