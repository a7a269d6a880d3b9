import type { ApplicationLogLevel, SystemLogLevel } from "@aws-sdk/client-lambda";

/** A version of a function, `$LATEST` included: what runs, and how. */
export interface StoredVersion {
  /** `$LATEST`, or a number. */
  readonly version: string;
  readonly runtime: string;
  readonly handler: string;
  readonly role: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Undefined if no environment was ever given. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly code: StoredCode;
  readonly architecture: string;
  readonly ephemeralMiB: number;
  readonly tracing: string;
  deadLetterArn?: string;
  /** The ARN of the key that its variables are said to be encrypted with: a label. */
  kmsKeyArn?: string;
  /** In the order that the function gave them; undefined if it has none. */
  layers?: readonly UsedLayer[];
  /** `/aws/lambda/<name>` unless told. */
  readonly logGroup: string;
  /** The least that its log holds, of logs as JSON; undefined for logs as text, which have no levels. */
  logLevels?: LogLevels;
  /** ms since the epoch. */
  readonly modifiedAt: number;
  readonly revisionId: string;
}

/** From which level on the messages of a function, and those of Lambda itself, are logged. */
export interface LogLevels {
  readonly application: ApplicationLogLevel;
  readonly system: SystemLogLevel;
}

/** A deployment package, as it is kept. */
export interface StoredCode {
  /** SHA-256 of the zip, base64. */
  readonly sha256: string;
  /** Bytes of the zip. */
  readonly size: number;
}

/** A version of a layer that a function has, also when the layer's own version was deleted. */
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

/** Who may call a function. */
export interface StoredPolicy {
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

/** How asynchronous calls are tried again, and where their outcome goes. */
export interface EventInvokeConfig {
  /** ms since the epoch. */
  readonly modifiedAt: number;
  readonly retries?: number;
  readonly ageSeconds?: number;
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

/** A function as it is kept. */
export interface StoredFunction {
  readonly name: string;
  /** Tells it from an earlier one of the same name. */
  readonly id: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly latest: StoredVersion;
  /** What ran before an update, which runs on until the update is through. */
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
