import type {
  ApplicationCodeConfigurationUpdate,
  ApplicationConfigurationUpdate,
  ApplicationSnapshotConfigurationUpdate,
  ApplicationSystemRollbackConfigurationUpdate,
  CatalogConfigurationUpdate,
  CheckpointConfigurationUpdate,
  CodeContentUpdate,
  DeployAsApplicationConfigurationUpdate,
  EnvironmentPropertyUpdates,
  FlinkApplicationConfigurationUpdate,
  GlueDataCatalogConfigurationUpdate,
  MonitoringConfigurationUpdate,
  ParallelismConfigurationUpdate,
  S3ContentBaseLocationUpdate,
  S3ContentLocationUpdate,
  ZeppelinApplicationConfigurationUpdate,
  ZeppelinMonitoringConfigurationUpdate,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { noted, optional, refused, required, structure, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import * as fields from "../model/fields";

const code = structure({
  CodeContentTypeUpdate: optional(fields.codeContentType),
  CodeContentUpdate: optional(
    structure({
      TextContentUpdate: optional(fields.textContent),
      ZipFileContentUpdate: refused(),
      S3ContentLocationUpdate: optional(
        structure({
          BucketARNUpdate: optional(fields.bucketArn),
          FileKeyUpdate: optional(fields.fileKey),
          ObjectVersionUpdate: refused(),
        } satisfies Members<S3ContentLocationUpdate>),
      ),
    } satisfies Members<CodeContentUpdate>),
  ),
} satisfies Members<ApplicationCodeConfigurationUpdate>);

const flink = structure({
  CheckpointConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(fields.configurationType),
      CheckpointingEnabledUpdate: optional(boolean()),
      CheckpointIntervalUpdate: optional(fields.checkpointInterval),
      MinPauseBetweenCheckpointsUpdate: optional(fields.minPause),
    } satisfies Members<CheckpointConfigurationUpdate>),
  ),
  MonitoringConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(fields.configurationType),
      MetricsLevelUpdate: optional(fields.metricsLevel),
      LogLevelUpdate: optional(fields.logLevel),
    } satisfies Members<MonitoringConfigurationUpdate>),
  ),
  ParallelismConfigurationUpdate: optional(
    structure({
      ConfigurationTypeUpdate: optional(fields.configurationType),
      ParallelismUpdate: optional(fields.parallelism),
      ParallelismPerKPUUpdate: optional(fields.parallelism),
      AutoScalingEnabledUpdate: noted(optional(boolean()), fields.AUTO_SCALING),
    } satisfies Members<ParallelismConfigurationUpdate>),
  ),
} satisfies Members<FlinkApplicationConfigurationUpdate>);

const zeppelin = structure({
  MonitoringConfigurationUpdate: optional(
    structure({ LogLevelUpdate: required(fields.logLevel) } satisfies Members<ZeppelinMonitoringConfigurationUpdate>),
  ),
  CatalogConfigurationUpdate: optional(
    structure({
      GlueDataCatalogConfigurationUpdate: required(
        structure({
          DatabaseARNUpdate: required(fields.databaseArn),
        } satisfies Members<GlueDataCatalogConfigurationUpdate>),
      ),
    } satisfies Members<CatalogConfigurationUpdate>),
  ),
  DeployAsApplicationConfigurationUpdate: optional(
    structure({
      S3ContentLocationUpdate: optional(
        structure({
          BucketARNUpdate: optional(fields.bucketArn),
          BasePathUpdate: optional(fields.basePath),
        } satisfies Members<S3ContentBaseLocationUpdate>),
      ),
    } satisfies Members<DeployAsApplicationConfigurationUpdate>),
  ),
  CustomArtifactsConfigurationUpdate: refused(),
} satisfies Members<ZeppelinApplicationConfigurationUpdate>);

export const configurationUpdate = structure({
  SqlApplicationConfigurationUpdate: refused(),
  ApplicationCodeConfigurationUpdate: optional(code),
  FlinkApplicationConfigurationUpdate: optional(flink),
  EnvironmentPropertyUpdates: optional(
    structure({ PropertyGroups: required(fields.propertyGroups) } satisfies Members<EnvironmentPropertyUpdates>),
  ),
  ApplicationSnapshotConfigurationUpdate: optional(
    structure({
      SnapshotsEnabledUpdate: required(boolean()),
    } satisfies Members<ApplicationSnapshotConfigurationUpdate>),
  ),
  ApplicationSystemRollbackConfigurationUpdate: optional(
    structure({
      RollbackEnabledUpdate: required(boolean()),
    } satisfies Members<ApplicationSystemRollbackConfigurationUpdate>),
  ),
  VpcConfigurationUpdates: refused(),
  ZeppelinApplicationConfigurationUpdate: optional(zeppelin),
  ApplicationEncryptionConfigurationUpdate: refused(),
} satisfies Members<ApplicationConfigurationUpdate>);
