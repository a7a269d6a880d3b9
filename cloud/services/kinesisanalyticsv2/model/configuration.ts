import type { ApplicationConfigurationUpdate, ParallelismConfiguration } from "@aws-sdk/client-kinesis-analytics-v2";
import * as faults from "./faults";
import { checkCode, createSql } from "./sql-configuration";
import type { applicationConfiguration } from "./fields";
import type { Rule } from "../../../core/rules";
import type { StoredApplication, StoredCode, StoredConfiguration, StoredZeppelin } from "./stored-application";

type ConfigurationInput = typeof applicationConfiguration extends Rule<infer T> ? T : never;

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
const createMember = <K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } =>
  // The border: an object with only this member, or an empty one.
  (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };

interface Kind {
  readonly runtime: StoredApplication["runtime"];
  readonly mode: StoredApplication["mode"];
}

/** Whether an application is a Studio notebook. */
export const isStudio = ({ runtime }: Pick<Kind, "runtime">): boolean => runtime.startsWith("ZEPPELIN-");

/** Whether an application runs its own program: a jar, or Python. */
export const isProgram = ({ runtime }: Pick<Kind, "runtime">): boolean => runtime.startsWith("FLINK-");

/** Whether an application is one of Kinesis Data Analytics for SQL: history, AWS ended it on 2026-01-27 (KDA-001). */
export const isSql = ({ runtime }: Pick<Kind, "runtime">): boolean => runtime === "SQL-1_0";

/**
 * The configuration of a new application.
 *
 * @throws AwsFault InvalidApplicationConfigurationException if runtime, mode and code do not fit together
 */
export function createConfiguration(kind: Kind, input: ConfigurationInput = {}): StoredConfiguration {
  checkKind(kind, input);
  const flink = input.FlinkApplicationConfiguration;
  return {
    ...createMember("code", parseCode(kind, input.ApplicationCodeConfiguration)),
    checkpoint: applyDefaults(CHECKPOINT, flink?.CheckpointConfiguration),
    monitoring: applyDefaults(MONITORING, flink?.MonitoringConfiguration),
    parallelism: resolveParallelism(flink?.ParallelismConfiguration),
    ...resolveSwitches(kind, input),
    properties: input.EnvironmentProperties?.PropertyGroups ?? [],
    ...createMember("sql", isSql(kind) ? createSql(input.SqlApplicationConfiguration) : undefined),
    ...createMember("zeppelin", isStudio(kind) ? resolveZeppelin(input.ZeppelinApplicationConfiguration) : undefined),
  };
}

function checkKind(kind: Kind, input: ConfigurationInput): void {
  if (isStudio(kind) !== (kind.mode === "INTERACTIVE"))
    throw faults.createInvalidConfigurationFault(
      `ApplicationMode ${kind.mode} does not go with RuntimeEnvironment ${kind.runtime}.`,
    );
  if (input.ZeppelinApplicationConfiguration !== undefined && !isStudio(kind))
    throw faults.createInvalidConfigurationFault("ZeppelinApplicationConfiguration is for Studio notebooks only.");
  if (input.SqlApplicationConfiguration !== undefined && !isSql(kind))
    throw faults.createInvalidConfigurationFault("SqlApplicationConfiguration is for applications of SQL-1_0 only.");
  if (input.FlinkApplicationConfiguration !== undefined && isSql(kind))
    throw faults.createInvalidConfigurationFault("FlinkApplicationConfiguration is not for applications of SQL-1_0.");
}

const resolveSwitches = (
  kind: Kind,
  input: ConfigurationInput,
): Pick<StoredConfiguration, "snapshotsEnabled" | "rollbackEnabled"> => ({
  // A Studio notebook has no snapshots: AWS's documentation of Studio says so.
  snapshotsEnabled: !isStudio(kind) && (input.ApplicationSnapshotConfiguration?.SnapshotsEnabled ?? true),
  rollbackEnabled: input.ApplicationSystemRollbackConfiguration?.RollbackEnabled ?? false,
});

/** The configuration after an update, which holds only the members to be changed. */
export function changeConfiguration(app: StoredApplication, update: Update = {}): StoredConfiguration {
  const { configuration: before } = app;
  const code = update.ApplicationCodeConfigurationUpdate;
  const zeppelin = before.zeppelin && changeZeppelin(before.zeppelin, update.ZeppelinApplicationConfigurationUpdate);
  return {
    ...before,
    ...changeFlink(before, update.FlinkApplicationConfigurationUpdate),
    ...createMember("code", code === undefined ? before.code : changeCode(app, code)),
    ...createMember("snapshotsEnabled", update.ApplicationSnapshotConfigurationUpdate?.SnapshotsEnabledUpdate),
    ...createMember("rollbackEnabled", update.ApplicationSystemRollbackConfigurationUpdate?.RollbackEnabledUpdate),
    ...createMember("properties", update.EnvironmentPropertyUpdates?.PropertyGroups),
    ...createMember("zeppelin", zeppelin),
  };
}

const changeFlink = (
  before: StoredConfiguration,
  update: Update["FlinkApplicationConfigurationUpdate"] = {},
): Pick<StoredConfiguration, "checkpoint" | "monitoring" | "parallelism"> => ({
  checkpoint: applyDefaults(CHECKPOINT, {
    ...before.checkpoint,
    ...toPlainNames(update.CheckpointConfigurationUpdate),
  }),
  monitoring: applyDefaults(MONITORING, {
    ...before.monitoring,
    ...toPlainNames(update.MonitoringConfigurationUpdate),
  }),
  parallelism: resolveParallelism({ ...before.parallelism, ...toPlainNames(update.ParallelismConfigurationUpdate) }),
});

/**
 * ConfigurationType DEFAULT gives AWS's values, whatever other members are set; CUSTOM gives them for missing members.
 */
function applyDefaults<T extends { readonly ConfigurationType: string }>(
  defaults: T,
  input: { readonly [K in keyof T]?: T[K] | undefined } = {},
): T {
  if (input.ConfigurationType !== "CUSTOM") return defaults;
  const set = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { ...defaults, ...set };
}

function resolveParallelism(
  input: { readonly [K in keyof ParallelismConfiguration]?: ParallelismConfiguration[K] } = {},
): StoredConfiguration["parallelism"] {
  const whole = applyDefaults(PARALLELISM, input);
  // The lab cloud's Flink has this many slots in all.
  if (whole.Parallelism > MAX_SLOTS)
    throw faults.createInvalidConfigurationFault(
      `The lab cloud's Flink has ${MAX_SLOTS} task slots for all applications: a Parallelism of ${whole.Parallelism} does not fit.`,
    );
  return whole;
}
const MAX_SLOTS = 8;

/** The members of an update under their plain names: `CheckpointIntervalUpdate` sets `CheckpointInterval`. */
function toPlainNames(update: object = {}): Readonly<Record<string, never>> {
  const set = Object.entries(update).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name.replace(/Update$/, ""), value as never]));
}

function parseCode(kind: Kind, input: ConfigurationInput["ApplicationCodeConfiguration"]): StoredCode | undefined {
  if (input === undefined) {
    if (isStudio(kind) || isSql(kind)) return undefined;
    throw faults.createInvalidConfigurationFault(
      `An application of ${kind.runtime} needs ApplicationCodeConfiguration.`,
    );
  }
  const { TextContent: text, S3ContentLocation: s3 } = input.CodeContent ?? {};
  return requireCode(kind, {
    type: input.CodeContentType,
    ...(text === undefined ? {} : { text }),
    ...(s3 === undefined ? {} : { s3: { BucketARN: s3.BucketARN, FileKey: s3.FileKey } }),
  });
}

function requireCode(kind: Kind, code: StoredCode): StoredCode {
  const isText = code.type === "PLAINTEXT";
  if (isText !== (isStudio(kind) || isSql(kind)))
    throw faults.createInvalidConfigurationFault(
      `CodeContentType ${code.type} does not go with RuntimeEnvironment ${kind.runtime}.`,
    );
  if (isText ? code.text === undefined : code.s3 === undefined)
    throw faults.createInvalidConfigurationFault(
      isText ? "PLAINTEXT code goes in TextContent." : "The code of a ZIPFILE goes in S3ContentLocation.",
    );
  if (isSql(kind)) checkCode(code.text ?? "");
  return code;
}

function changeCode(
  app: StoredApplication,
  update: NonNullable<Update["ApplicationCodeConfigurationUpdate"]>,
): StoredCode {
  const before = app.configuration.code;
  const { TextContentUpdate: text, S3ContentLocationUpdate: s3 } = update.CodeContentUpdate ?? {};
  const target = {
    ...before?.s3,
    ...createMember("BucketARN", s3?.BucketARNUpdate),
    ...createMember("FileKey", s3?.FileKeyUpdate),
  };
  const { BucketARN, FileKey } = target;
  return requireCode(app, {
    type: update.CodeContentTypeUpdate ?? before?.type ?? "PLAINTEXT",
    ...createMember("text", text ?? before?.text),
    ...createMember("s3", BucketARN === undefined || FileKey === undefined ? undefined : { BucketARN, FileKey }),
  });
}
type Update = ApplicationConfigurationUpdate;

function resolveZeppelin(input: ConfigurationInput["ZeppelinApplicationConfiguration"]): StoredZeppelin {
  const databaseArn = input?.CatalogConfiguration?.GlueDataCatalogConfiguration.DatabaseARN;
  const deploy = input?.DeployAsApplicationConfiguration?.S3ContentLocation;
  return {
    logLevel: input?.MonitoringConfiguration?.LogLevel ?? "INFO",
    ...(databaseArn === undefined ? {} : { databaseArn }),
    ...(deploy === undefined ? {} : { deploy: createDeploy(deploy.BucketARN, deploy.BasePath) }),
  };
}

const createDeploy = (BucketARN: string, BasePath?: string): NonNullable<StoredZeppelin["deploy"]> => ({
  BucketARN,
  ...(BasePath === undefined ? {} : { BasePath }),
});

function changeZeppelin(
  before: StoredZeppelin,
  update: Update["ZeppelinApplicationConfigurationUpdate"] = {},
): StoredZeppelin {
  const { CatalogConfigurationUpdate: catalog, DeployAsApplicationConfigurationUpdate: deploy } = update;
  const { BucketARNUpdate: bucket, BasePathUpdate: path } = deploy?.S3ContentLocationUpdate ?? {};
  const target = { ...before.deploy, ...createMember("BucketARN", bucket), ...createMember("BasePath", path) };
  const { BucketARN, BasePath } = target;
  return {
    ...before,
    ...createMember("logLevel", update.MonitoringConfigurationUpdate?.LogLevelUpdate),
    ...createMember("databaseArn", catalog?.GlueDataCatalogConfigurationUpdate?.DatabaseARNUpdate),
    ...createMember("deploy", BucketARN === undefined ? undefined : createDeploy(BucketARN, BasePath)),
  };
}
