import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { createStoredNote } from "../../../core/notes";
import { sqlConfiguration } from "./sql-fields";
import { boolean, emulatedOf, integer, list, map, oneOf, string } from "../../../core/rules";

// Member rules that several operations share; with the lengths and patterns of the API's model (2018-05-23).
export const applicationName = string({ length: { min: 1, max: 128 }, pattern: "[a-zA-Z0-9_.-]+" });
export const description = string({ length: { max: 1024 } });
export const roleArn = string({ length: { min: 1, max: 2048 }, pattern: "arn:.*" });
export const resourceArn = roleArn;
export const versionId = integer({ min: 1, max: 999_999_999 });
export const conditionalToken = string({ length: { min: 1, max: 512 }, pattern: "[a-zA-Z0-9-_+/=]+" });
export const id = string({ length: { min: 1, max: 50 }, pattern: "[a-zA-Z0-9_.-]+" });
export const snapshotName = string({ length: { min: 1, max: 256 }, pattern: "[a-zA-Z0-9_.-]+" });
export const nextToken = string({ length: { min: 1, max: 512 } });
export const limit = integer({ min: 1, max: 50 });

/** The lab cloud runs Flink 1.20: programs for an older Flink may need changes, so older runtimes are refused by name. */
export const runtimeEnvironment = emulatedOf<sdk.RuntimeEnvironment>(
  ["FLINK-1_20", "ZEPPELIN-FLINK-3_0", "SQL-1_0"],
  [
    ...["FLINK-1_6", "FLINK-1_8", "FLINK-1_11", "FLINK-1_13", "FLINK-1_15", "FLINK-1_18", "FLINK-1_19"],
    ...["FLINK-2_2", "FLINK-2_3", "ZEPPELIN-FLINK-1_0", "ZEPPELIN-FLINK-2_0"],
  ],
);
export const applicationMode = oneOf(["STREAMING", "INTERACTIVE"]);
export const codeContentType = oneOf(["PLAINTEXT", "ZIPFILE"]);
export const textContent = string({ length: { max: 102_400 } });
export const bucketArn = string({ length: { min: 1, max: 2048 }, pattern: "arn:.*" });
export const fileKey = string({ length: { min: 1, max: 1024 } });
export const basePath = string({ length: { min: 1, max: 1024 }, pattern: "[a-zA-Z0-9/!-_.*'()]+" });
export const databaseArn = string({ length: { min: 1, max: 2048 }, pattern: "arn:.*" });
export const AUTO_SCALING = createStoredNote("Managed Service for Apache Flink: automatic scaling");
export const configurationType = oneOf(["DEFAULT", "CUSTOM"]);
export const checkpointInterval = integer({ min: 1 });
export const minPause = integer({ min: 0 });
export const metricsLevel = oneOf(["APPLICATION", "TASK", "OPERATOR", "PARALLELISM"]);
export const logLevel = oneOf(["INFO", "WARN", "ERROR", "DEBUG"]);
export const parallelism = integer({ min: 1 });

export const propertyGroups = list(
  structure({
    PropertyGroupId: required(id),
    PropertyMap: required(
      map(string({ length: { min: 1, max: 2048 } }), string({ length: { min: 1, max: 2048 } }), { min: 1, max: 50 }),
    ),
  } satisfies Members<sdk.PropertyGroup>),
  { max: 50 },
);

const tagKey = string({ length: { min: 1, max: 128 } });
export const tags = list(
  structure({
    Key: required(tagKey),
    Value: optional(string({ length: { max: 256 } })),
  } satisfies Members<sdk.Tag>),
  { min: 1, max: 200 },
);
export const tagKeys = list(tagKey, { min: 1, max: 200 });

export const logStreamArn = string({ length: { min: 1, max: 2048 }, pattern: "arn:.*" });
export const loggingOption = structure({
  LogStreamARN: required(logStreamArn),
} satisfies Members<sdk.CloudWatchLoggingOption>);

const codeConfiguration = structure({
  CodeContent: optional(
    structure({
      TextContent: optional(textContent),
      // Zipped code comes from S3, as the AWS console does it.
      ZipFileContent: refused(),
      S3ContentLocation: optional(
        structure({
          BucketARN: required(bucketArn),
          FileKey: required(fileKey),
          ObjectVersion: refused(),
        } satisfies Members<sdk.S3ContentLocation>),
      ),
    } satisfies Members<sdk.CodeContent>),
  ),
  CodeContentType: required(codeContentType),
} satisfies Members<sdk.ApplicationCodeConfiguration>);

const flinkConfiguration = structure({
  CheckpointConfiguration: optional(
    structure({
      ConfigurationType: required(configurationType),
      CheckpointingEnabled: optional(boolean()),
      CheckpointInterval: optional(checkpointInterval),
      MinPauseBetweenCheckpoints: optional(minPause),
    } satisfies Members<sdk.CheckpointConfiguration>),
  ),
  MonitoringConfiguration: optional(
    structure({
      ConfigurationType: required(configurationType),
      MetricsLevel: optional(metricsLevel),
      LogLevel: optional(logLevel),
    } satisfies Members<sdk.MonitoringConfiguration>),
  ),
  ParallelismConfiguration: optional(
    structure({
      ConfigurationType: required(configurationType),
      Parallelism: optional(parallelism),
      ParallelismPerKPU: optional(parallelism),
      AutoScalingEnabled: noted(optional(boolean()), AUTO_SCALING),
    } satisfies Members<sdk.ParallelismConfiguration>),
  ),
} satisfies Members<sdk.FlinkApplicationConfiguration>);

const zeppelinConfiguration = structure({
  MonitoringConfiguration: optional(
    structure({ LogLevel: required(logLevel) } satisfies Members<sdk.ZeppelinMonitoringConfiguration>),
  ),
  CatalogConfiguration: optional(
    structure({
      GlueDataCatalogConfiguration: required(
        structure({ DatabaseARN: required(databaseArn) } satisfies Members<sdk.GlueDataCatalogConfiguration>),
      ),
    } satisfies Members<sdk.CatalogConfiguration>),
  ),
  DeployAsApplicationConfiguration: optional(
    structure({
      S3ContentLocation: required(
        structure({
          BucketARN: required(bucketArn),
          BasePath: optional(basePath),
        } satisfies Members<sdk.S3ContentBaseLocation>),
      ),
    } satisfies Members<sdk.DeployAsApplicationConfiguration>),
  ),
  CustomArtifactsConfiguration: refused(),
} satisfies Members<sdk.ZeppelinApplicationConfiguration>);

export const applicationConfiguration = structure({
  SqlApplicationConfiguration: optional(sqlConfiguration),
  FlinkApplicationConfiguration: optional(flinkConfiguration),
  EnvironmentProperties: optional(
    structure({ PropertyGroups: required(propertyGroups) } satisfies Members<sdk.EnvironmentProperties>),
  ),
  ApplicationCodeConfiguration: optional(codeConfiguration),
  ApplicationSnapshotConfiguration: optional(
    structure({ SnapshotsEnabled: required(boolean()) } satisfies Members<sdk.ApplicationSnapshotConfiguration>),
  ),
  ApplicationSystemRollbackConfiguration: optional(
    structure({ RollbackEnabled: required(boolean()) } satisfies Members<sdk.ApplicationSystemRollbackConfiguration>),
  ),
  VpcConfigurations: refused(),
  ZeppelinApplicationConfiguration: optional(zeppelinConfiguration),
  ApplicationEncryptionConfiguration: refused(),
} satisfies Members<sdk.ApplicationConfiguration>);

export const restoreConfiguration = structure({
  ApplicationRestoreType: required(
    oneOf(["SKIP_RESTORE_FROM_SNAPSHOT", "RESTORE_FROM_LATEST_SNAPSHOT", "RESTORE_FROM_CUSTOM_SNAPSHOT"]),
  ),
  SnapshotName: optional(snapshotName),
} satisfies Members<sdk.ApplicationRestoreConfiguration>);

export const flinkRunConfiguration = structure({
  AllowNonRestoredState: optional(boolean()),
} satisfies Members<sdk.FlinkRunConfiguration>);
