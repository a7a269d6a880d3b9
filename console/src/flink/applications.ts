import { callAws, callLab } from "../aws";
import { readPages, createTokenInput } from "../paging";

interface Summary {
  readonly ApplicationName: string;
  readonly ApplicationStatus: string;
  readonly ApplicationVersionId: number;
  readonly RuntimeEnvironment: string;
  readonly ApplicationMode?: string;
}

/** A stream or function that an SQL application reads from or writes to. */
interface Resource {
  readonly ResourceARN: string;
}

/** The members of DescribeApplication's answer that the page shows. */
export interface Application extends Summary {
  readonly ApplicationARN: string;
  readonly ServiceExecutionRole?: string;
  /** Seconds since the epoch. */
  readonly CreateTimestamp: number;
  readonly LastUpdateTimestamp: number;
  readonly CloudWatchLoggingOptionDescriptions?: readonly { readonly LogStreamARN: string }[];
  readonly ApplicationConfigurationDescription?: {
    readonly ApplicationCodeConfigurationDescription?: {
      readonly CodeContentDescription?: { readonly TextContent?: string };
    };
    readonly FlinkApplicationConfigurationDescription?: {
      readonly ParallelismConfigurationDescription?: {
        readonly CurrentParallelism?: number;
        readonly ParallelismPerKPU?: number;
      };
      readonly CheckpointConfigurationDescription?: { readonly CheckpointInterval?: number };
    };
    readonly SqlApplicationConfigurationDescription?: {
      readonly InputDescriptions?: readonly {
        readonly InAppStreamNames?: readonly string[];
        readonly KinesisStreamsInputDescription?: Resource;
        readonly KinesisFirehoseInputDescription?: Resource;
      }[];
      readonly OutputDescriptions?: readonly {
        readonly Name?: string;
        readonly KinesisStreamsOutputDescription?: Resource;
        readonly KinesisFirehoseOutputDescription?: Resource;
        readonly LambdaOutputDescription?: Resource;
      }[];
    };
  };
}

interface Snapshot {
  readonly SnapshotName: string;
  readonly SnapshotStatus: string;
  readonly ApplicationVersionId: number;
  /** Seconds since the epoch. */
  readonly SnapshotCreationTimestamp?: number;
}

/** @throws AwsError */
export const listApplications = async (): Promise<Summary[]> =>
  (
    await readPages<{ ApplicationSummaries: Summary[]; NextToken?: string }>(
      "flink",
      "ListApplications",
      createTokenInput({}),
    )
  ).flatMap(({ ApplicationSummaries }) => ApplicationSummaries);

/** @throws AwsError */
export const describe = async (ApplicationName: string): Promise<Application> =>
  (await callAws<{ ApplicationDetail: Application }>("flink", "DescribeApplication", { ApplicationName }))
    .ApplicationDetail;

/** @throws AwsError */
export const listSnapshots = async (ApplicationName: string): Promise<Snapshot[]> =>
  (
    await readPages<{ SnapshotSummaries?: Snapshot[]; NextToken?: string }>(
      "flink",
      "ListApplicationSnapshots",
      createTokenInput({ ApplicationName }),
    )
  ).flatMap(({ SnapshotSummaries = [] }) => SnapshotSummaries);

/** @throws AwsError */
export const start = (ApplicationName: string): Promise<unknown> =>
  callAws("flink", "StartApplication", { ApplicationName, RunConfiguration: {} });

/** @throws AwsError */
export const stop = (ApplicationName: string): Promise<unknown> =>
  callAws("flink", "StopApplication", { ApplicationName });

/** @throws AwsError */
export const snapshot = (ApplicationName: string, SnapshotName: string): Promise<unknown> =>
  callAws("flink", "CreateApplicationSnapshot", { ApplicationName, SnapshotName });

/** The state of Flink itself on this machine. */
interface Engine {
  readonly state: "not set up" | "stopped" | "starting" | "running";
  readonly version?: string;
}

/** @throws AwsError */
export const readEngine = (): Promise<Engine> => callLab("flink");

interface Translation {
  readonly note: string;
  readonly pairs: readonly { readonly sql: string; readonly flink: string }[];
}

/** An SQL-1_0 application's parts, each beside its Flink SQL. @throws AwsError with line and column */
export const readTranslation = (name: string): Promise<Translation> =>
  callLab(`kinesisanalyticsv2/translation?application=${encodeURIComponent(name)}`);

/** The group and stream of `arn:aws:logs:…:log-group:G:log-stream:S`. */
export const parseLogArn = (arn: string): { readonly group: string; readonly stream: string } | undefined => {
  const [, group, stream] = /:log-group:(.+?):log-stream:(.+)$/.exec(arn) ?? [];
  return group === undefined || stream === undefined ? undefined : { group, stream };
};
