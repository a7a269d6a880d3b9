import type { ApplicationConfigurationUpdate, ParallelismConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import * as faults from "./faults";
import { checkCode, newSql } from "./sql-configuration";
import type { applicationConfiguration } from "./fields";
import type { Rule } from "../../core/rule";
import type { StoredApplication, StoredCode, StoredConfiguration, StoredZeppelin } from "./stored-application";

type Given = typeof applicationConfiguration extends Rule<infer T> ? T : never;

// AWS's own values for DEFAULT (API reference, CheckpointConfiguration and the like).
const CHECKPOINT: StoredConfiguration["checkpoint"] = {
  ConfigurationType: "DEFAULT",
  CheckpointingEnabled: true,
  CheckpointInterval: 60_000,
  MinPauseBetweenCheckpoints: 5_000,
};
const MONITORING: StoredConfiguration["monitoring"] = {
  ConfigurationType: "DEFAULT",
  MetricsLevel: "APPLICATION",
  LogLevel: "INFO",
};
const PARALLELISM: StoredConfiguration["parallelism"] = {
  ConfigurationType: "DEFAULT",
  Parallelism: 1,
  ParallelismPerKPU: 1,
  AutoScalingEnabled: false,
};

/** An object with this member if it has a value, or with none. */
const member = <K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } =>
  // The border: an object with only this member, or an empty one.
  (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };

interface Kind {
  readonly runtime: StoredApplication["runtime"];
  readonly mode: StoredApplication["mode"];
}

/** Whether an application is a Studio notebook. */
export const isStudio = ({ runtime }: Pick<Kind, "runtime">): boolean => runtime.startsWith("ZEPPELIN-");

/** Whether an application runs a program of its own: a jar, or Python. */
export const isProgram = ({ runtime }: Pick<Kind, "runtime">): boolean => runtime.startsWith("FLINK-");

/** Whether an application is one of Kinesis Data Analytics for SQL: history, AWS ended it on 2026-01-27 (KDA-001). */
export const isSql = ({ runtime }: Pick<Kind, "runtime">): boolean => runtime === "SQL-1_0";

/**
 * The configuration of a new application.
 *
 * @throws AwsFault InvalidApplicationConfigurationException if runtime, mode and code do not fit together
 */
export function newConfiguration(kind: Kind, given: Given = {}): StoredConfiguration {
  checkKind(kind, given);
  const flink = given.FlinkApplicationConfiguration;
  return {
    ...member("code", codeOf(kind, given.ApplicationCodeConfiguration)),
    checkpoint: withDefaults(CHECKPOINT, flink?.CheckpointConfiguration),
    monitoring: withDefaults(MONITORING, flink?.MonitoringConfiguration),
    parallelism: parallelismOf(flink?.ParallelismConfiguration),
    ...switches(kind, given),
    properties: given.EnvironmentProperties?.PropertyGroups ?? [],
    ...member("sql", isSql(kind) ? newSql(given.SqlApplicationConfiguration) : undefined),
    ...member("zeppelin", isStudio(kind) ? zeppelinOf(given.ZeppelinApplicationConfiguration) : undefined),
  };
}

function checkKind(kind: Kind, given: Given): void {
  if (isStudio(kind) !== (kind.mode === "INTERACTIVE"))
    throw faults.invalidConfiguration(
      `ApplicationMode ${kind.mode} does not go with RuntimeEnvironment ${kind.runtime}.`,
    );
  if (given.ZeppelinApplicationConfiguration !== undefined && !isStudio(kind))
    throw faults.invalidConfiguration("ZeppelinApplicationConfiguration is for Studio notebooks only.");
  if (given.SqlApplicationConfiguration !== undefined && !isSql(kind))
    throw faults.invalidConfiguration("SqlApplicationConfiguration is for applications of SQL-1_0 only.");
  if (given.FlinkApplicationConfiguration !== undefined && isSql(kind))
    throw faults.invalidConfiguration("FlinkApplicationConfiguration is not for applications of SQL-1_0.");
}

const switches = (kind: Kind, given: Given): Pick<StoredConfiguration, "snapshotsEnabled" | "rollbackEnabled"> => ({
  // A Studio notebook has no snapshots: AWS's documentation of Studio says so.
  snapshotsEnabled: !isStudio(kind) && (given.ApplicationSnapshotConfiguration?.SnapshotsEnabled ?? true),
  rollbackEnabled: given.ApplicationSystemRollbackConfiguration?.RollbackEnabled ?? false,
});

/** The configuration after an update, which holds only the members to be changed. */
export function changedConfiguration(app: StoredApplication, update: Update = {}): StoredConfiguration {
  const { configuration: before } = app;
  const code = update.ApplicationCodeConfigurationUpdate;
  const zeppelin = before.zeppelin && changedZeppelin(before.zeppelin, update.ZeppelinApplicationConfigurationUpdate);
  return {
    ...before,
    ...changedFlink(before, update.FlinkApplicationConfigurationUpdate),
    ...member("code", code === undefined ? before.code : changedCode(app, code)),
    ...member("snapshotsEnabled", update.ApplicationSnapshotConfigurationUpdate?.SnapshotsEnabledUpdate),
    ...member("rollbackEnabled", update.ApplicationSystemRollbackConfigurationUpdate?.RollbackEnabledUpdate),
    ...member("properties", update.EnvironmentPropertyUpdates?.PropertyGroups),
    ...member("zeppelin", zeppelin),
  };
}

const changedFlink = (
  before: StoredConfiguration,
  update: Update["FlinkApplicationConfigurationUpdate"] = {},
): Pick<StoredConfiguration, "checkpoint" | "monitoring" | "parallelism"> => ({
  checkpoint: withDefaults(CHECKPOINT, { ...before.checkpoint, ...plain(update.CheckpointConfigurationUpdate) }),
  monitoring: withDefaults(MONITORING, { ...before.monitoring, ...plain(update.MonitoringConfigurationUpdate) }),
  parallelism: parallelismOf({ ...before.parallelism, ...plain(update.ParallelismConfigurationUpdate) }),
});

/**
 * ConfigurationType DEFAULT gives AWS's values, whatever other members are set; CUSTOM gives them for missing members.
 */
function withDefaults<T extends { readonly ConfigurationType: string }>(
  defaults: T,
  given: { readonly [K in keyof T]?: T[K] | undefined } = {},
): T {
  if (given.ConfigurationType !== "CUSTOM") return defaults;
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...defaults, ...set };
}

function parallelismOf(
  given: { readonly [K in keyof ParallelismConfiguration]?: ParallelismConfiguration[K] } = {},
): StoredConfiguration["parallelism"] {
  const whole = withDefaults(PARALLELISM, given);
  // The lab cloud's Flink has this many slots in all.
  if (whole.Parallelism > MOST_SLOTS)
    throw faults.invalidConfiguration(
      `The lab cloud's Flink has ${MOST_SLOTS} task slots for all applications: a Parallelism of ${whole.Parallelism} does not fit.`,
    );
  return whole;
}
const MOST_SLOTS = 8;

/** The members of an update under their plain names: `CheckpointIntervalUpdate` sets `CheckpointInterval`. */
function plain(update: object = {}): Readonly<Record<string, never>> {
  const set = Object.entries(update).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name.replace(/Update$/, ""), value as never]));
}

function codeOf(kind: Kind, given: Given["ApplicationCodeConfiguration"]): StoredCode | undefined {
  if (given === undefined) {
    if (isStudio(kind) || isSql(kind)) return undefined;
    throw faults.invalidConfiguration(`An application of ${kind.runtime} needs ApplicationCodeConfiguration.`);
  }
  const { TextContent: text, S3ContentLocation: s3 } = given.CodeContent ?? {};
  return checkedCode(kind, {
    type: given.CodeContentType,
    ...(text === undefined ? {} : { text }),
    ...(s3 === undefined ? {} : { s3: { BucketARN: s3.BucketARN, FileKey: s3.FileKey } }),
  });
}

function checkedCode(kind: Kind, code: StoredCode): StoredCode {
  const isText = code.type === "PLAINTEXT";
  if (isText !== (isStudio(kind) || isSql(kind)))
    throw faults.invalidConfiguration(
      `CodeContentType ${code.type} does not go with RuntimeEnvironment ${kind.runtime}.`,
    );
  if (isText ? code.text === undefined : code.s3 === undefined)
    throw faults.invalidConfiguration(
      isText ? "PLAINTEXT code stands in TextContent." : "The code of a ZIPFILE stands in S3ContentLocation.",
    );
  if (isSql(kind)) checkCode(code.text ?? "");
  return code;
}

function changedCode(
  app: StoredApplication,
  update: NonNullable<Update["ApplicationCodeConfigurationUpdate"]>,
): StoredCode {
  const before = app.configuration.code;
  const { TextContentUpdate: text, S3ContentLocationUpdate: s3 } = update.CodeContentUpdate ?? {};
  const place = { ...before?.s3, ...member("BucketARN", s3?.BucketARNUpdate), ...member("FileKey", s3?.FileKeyUpdate) };
  const { BucketARN, FileKey } = place;
  return checkedCode(app, {
    type: update.CodeContentTypeUpdate ?? before?.type ?? "PLAINTEXT",
    ...member("text", text ?? before?.text),
    ...member("s3", BucketARN === undefined || FileKey === undefined ? undefined : { BucketARN, FileKey }),
  });
}
type Update = ApplicationConfigurationUpdate;

function zeppelinOf(given: Given["ZeppelinApplicationConfiguration"]): StoredZeppelin {
  const databaseArn = given?.CatalogConfiguration?.GlueDataCatalogConfiguration.DatabaseARN;
  const deploy = given?.DeployAsApplicationConfiguration?.S3ContentLocation;
  return {
    logLevel: given?.MonitoringConfiguration?.LogLevel ?? "INFO",
    ...(databaseArn === undefined ? {} : { databaseArn }),
    ...(deploy === undefined ? {} : { deploy: deployOf(deploy.BucketARN, deploy.BasePath) }),
  };
}

const deployOf = (BucketARN: string, BasePath?: string): NonNullable<StoredZeppelin["deploy"]> => ({
  BucketARN,
  ...(BasePath === undefined ? {} : { BasePath }),
});

function changedZeppelin(
  before: StoredZeppelin,
  update: Update["ZeppelinApplicationConfigurationUpdate"] = {},
): StoredZeppelin {
  const { CatalogConfigurationUpdate: catalog, DeployAsApplicationConfigurationUpdate: deploy } = update;
  const { BucketARNUpdate: bucket, BasePathUpdate: path } = deploy?.S3ContentLocationUpdate ?? {};
  const place = { ...before.deploy, ...member("BucketARN", bucket), ...member("BasePath", path) };
  const { BucketARN, BasePath } = place;
  return {
    ...before,
    ...member("logLevel", update.MonitoringConfigurationUpdate?.LogLevelUpdate),
    ...member("databaseArn", catalog?.GlueDataCatalogConfigurationUpdate?.DatabaseARNUpdate),
    ...member("deploy", BucketARN === undefined ? undefined : deployOf(BucketARN, BasePath)),
  };
}
