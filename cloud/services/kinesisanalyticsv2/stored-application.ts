import type {
  ApplicationMode,
  ApplicationRestoreConfiguration,
  ApplicationStatus,
  CheckpointConfiguration,
  CodeContentType,
  InputStartingPosition,
  LogLevel,
  MonitoringConfiguration,
  OperationStatus,
  ParallelismConfiguration,
  PropertyGroup,
  RuntimeEnvironment,
  SnapshotStatus,
  SourceSchema,
} from "@aws-sdk/client-kinesis-analytics-v2";

/** Every member there: AWS fills in what was left out. */
type Whole<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

export interface StoredCode {
  readonly type: CodeContentType;
  readonly text?: string;
  readonly s3?: { readonly BucketARN: string; readonly FileKey: string };
}

/** What an application is configured with, as it is kept. */
export interface StoredConfiguration {
  readonly code?: StoredCode;
  readonly checkpoint: Whole<CheckpointConfiguration>;
  readonly monitoring: Whole<MonitoringConfiguration>;
  readonly parallelism: Whole<ParallelismConfiguration>;
  readonly snapshotsEnabled: boolean;
  readonly rollbackEnabled: boolean;
  readonly properties: readonly PropertyGroup[];
  readonly zeppelin?: StoredZeppelin;
  /** Of an SQL application. */
  readonly sql?: StoredSql;
}

export interface StoredZeppelin {
  readonly logLevel: LogLevel;
  readonly databaseArn?: string;
  readonly deploy?: { readonly BucketARN: string; readonly BasePath?: string };
}

/** An input of an SQL application, as it is kept. */
export interface StoredInput {
  readonly id: string;
  readonly prefix: string;
  readonly streamArn: string;
  readonly schema: SourceSchema;
}

/** An output of an SQL application, as it is kept. */
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

/** A job of Flink's that carries out an application. */
export interface StoredJob {
  /** 32 hexadecimal digits, given to Flink by us. */
  readonly id: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  /** The savepoint or checkpoint from which it went on. */
  readonly from?: string;
}

/** What AWS calls an operation of an application: a start, a stop, an update. */
export interface StoredOperation {
  readonly id: string;
  /** Such as `StartApplication`. */
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: OperationStatus;
  readonly error?: string;
  readonly versions?: { readonly from: number; readonly to: number };
}

/** An application as it is kept. */
export interface StoredApplication {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly runtime: RuntimeEnvironment;
  readonly mode: ApplicationMode;
  readonly role: string;
  readonly status: ApplicationStatus;
  readonly version: number;
  readonly updatedFrom?: number;
  /** All in ms since the epoch, whole seconds: clients of AWS send them back so. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly versionCreatedAt: number;
  readonly conditionalToken: string;
  readonly configuration: StoredConfiguration;
  readonly logging: readonly { readonly id: string; readonly streamArn: string }[];
  readonly tags: Readonly<Record<string, string>>;
  readonly restore?: ApplicationRestoreConfiguration;
  readonly allowNonRestoredState?: boolean;
  /** Where an SQL application begins to read. */
  readonly starting?: InputStartingPosition;
  readonly job?: StoredJob | undefined;
  readonly operations: readonly StoredOperation[];
  /** Counts the ids of what belongs to it. */
  readonly lastPart: number;
}

export interface StoredSnapshot {
  readonly applicationId: string;
  readonly name: string;
  readonly status: SnapshotStatus;
  readonly version: number;
  readonly createdAt: number;
  readonly runtime: RuntimeEnvironment;
  /** Where Flink wrote its savepoint: a URL. */
  readonly path?: string;
}
