import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";

/** With every member set: AWS fills in the missing ones. */
type CompleteMembers<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

export interface StoredCode {
  readonly type: sdk.CodeContentType;
  readonly text?: string;
  readonly s3?: { readonly BucketARN: string; readonly FileKey: string };
}

/** An application's configuration, as it is stored. */
export interface StoredConfiguration {
  readonly code?: StoredCode;
  readonly checkpoint: CompleteMembers<sdk.CheckpointConfiguration>;
  readonly monitoring: CompleteMembers<sdk.MonitoringConfiguration>;
  readonly parallelism: CompleteMembers<sdk.ParallelismConfiguration>;
  readonly snapshotsEnabled: boolean;
  readonly rollbackEnabled: boolean;
  readonly properties: readonly sdk.PropertyGroup[];
  readonly zeppelin?: StoredZeppelin;
  /** Set for an SQL application. */
  readonly sql?: StoredSql;
}

export interface StoredZeppelin {
  readonly logLevel: sdk.LogLevel;
  readonly databaseArn?: string;
  readonly deploy?: { readonly BucketARN: string; readonly BasePath?: string };
}

/** An input of an SQL application, as it is stored. */
interface StoredInput {
  readonly id: string;
  readonly prefix: string;
  readonly streamArn: string;
  readonly schema: sdk.SourceSchema;
}

/** An output of an SQL application, as it is stored. */
export interface StoredOutput {
  readonly id: string;
  readonly stream: string;
  readonly kind: "kinesis" | "firehose" | "lambda";
  readonly arn: string;
  readonly format: "JSON" | "CSV";
}

export interface StoredSql {
  readonly inputs: readonly StoredInput[];
  readonly outputs: readonly StoredOutput[];
}

/** The Flink job that runs an application. */
export interface StoredJob {
  /** 32 hexadecimal digits, chosen by the lab cloud. */
  readonly id: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  /** The savepoint or checkpoint that the job continued from. */
  readonly from?: string;
}

/** An operation of an application, in AWS's sense: a start, a stop, an update. */
export interface StoredOperation {
  readonly id: string;
  /** Such as `StartApplication`. */
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: sdk.OperationStatus;
  readonly error?: string;
  readonly versions?: { readonly from: number; readonly to: number };
}

export interface StoredApplication {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly runtime: sdk.RuntimeEnvironment;
  readonly mode: sdk.ApplicationMode;
  readonly role: string;
  readonly status: sdk.ApplicationStatus;
  readonly version: number;
  readonly updatedFrom?: number;
  /** These times are in ms since the epoch, in whole seconds, since AWS's clients send them back in seconds. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly versionCreatedAt: number;
  readonly conditionalToken: string;
  readonly configuration: StoredConfiguration;
  readonly logging: readonly { readonly id: string; readonly streamArn: string }[];
  readonly tags: Readonly<Record<string, string>>;
  readonly restore?: sdk.ApplicationRestoreConfiguration;
  readonly allowNonRestoredState?: boolean;
  /** Where an SQL application begins to read. */
  readonly starting?: sdk.InputStartingPosition;
  readonly job?: StoredJob | undefined;
  readonly operations: readonly StoredOperation[];
  /** The last id given to an input, output or logging option. */
  readonly lastPart: number;
}

export interface StoredSnapshot {
  readonly applicationId: string;
  readonly name: string;
  readonly status: sdk.SnapshotStatus;
  readonly version: number;
  readonly createdAt: number;
  readonly runtime: sdk.RuntimeEnvironment;
  /** The URL of Flink's savepoint. */
  readonly path?: string;
}
