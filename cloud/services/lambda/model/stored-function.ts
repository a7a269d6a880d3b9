import type { ApplicationLogLevel, SystemLogLevel } from "@aws-sdk/client-lambda";

/** A version of a function, `$LATEST` included: its code and its configuration. */
export interface StoredVersion {
  /** `$LATEST`, or a number. */
  readonly version: string;
  readonly runtime: string;
  readonly handler: string;
  readonly role: string;
  readonly description: string;
  /** The description of `$LATEST`, if this version was published with another one. */
  readonly latestDescription?: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Undefined if no request ever gave an environment. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly code: StoredCode;
  readonly architecture: string;
  readonly ephemeralMiB: number;
  readonly tracing: string;
  deadLetterArn?: string;
  /** The ARN of the key that descriptions name for the variables, which are stored unencrypted. */
  kmsKeyArn?: string;
  /** In the order of the function's configuration; undefined if it has none. */
  layers?: readonly UsedLayer[];
  /** `/aws/lambda/<name>` by default. */
  readonly logGroup: string;
  /** The lowest levels that a log in JSON contains; undefined for logs as text, which have no levels. */
  logLevels?: LogLevels;
  /** ms since the epoch. */
  readonly modifiedAt: number;
  readonly revisionId: string;
}

/** The minimum log levels for messages of the function and of Lambda itself. */
interface LogLevels {
  readonly application: ApplicationLogLevel;
  readonly system: SystemLogLevel;
}

/** A deployment package as it is stored. */
export interface StoredCode {
  /** SHA-256 of the zip, base64. */
  readonly sha256: string;
  /** Bytes of the zip. */
  readonly size: number;
}

/** A layer version that a function uses, even after the layer version was deleted. */
export interface UsedLayer {
  readonly arn: string;
  readonly code: StoredCode;
}

/** A name for a version. */
export interface StoredAlias {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
}

/** The resource policy of a function, which says who may call it. */
interface StoredPolicy {
  readonly revisionId: string;
  readonly statements: readonly PolicyStatement[];
}

/** One statement of a function's policy, as AWS spells it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: string | Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How asynchronous calls are retried, and where their results are sent. */
export interface EventInvokeConfig {
  /** ms since the epoch. */
  readonly modifiedAt: number;
  readonly retries?: number;
  readonly ageSeconds?: number;
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

export interface StoredFunction {
  readonly name: string;
  /** Differs from that of an earlier function of the same name. */
  readonly id: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly latest: StoredVersion;
  /** The version before an update, which calls run until the update is complete. */
  previous?: { readonly version: StoredVersion; readonly until: number };
  readonly versions: readonly StoredVersion[];
  /** The number that the next published version gets. */
  readonly nextVersion: number;
  readonly aliases: readonly StoredAlias[];
  readonly tags: Readonly<Record<string, string>>;
  /** By qualifier; `""` for the function itself. */
  readonly policies: Readonly<Record<string, StoredPolicy>>;
  /** By qualifier. */
  readonly eventInvoke: Readonly<Record<string, EventInvokeConfig>>;
  reservedConcurrency?: number;
}
