import { useFeed, getCloudTime } from "../feed";
import { formatTime } from "../formats";
import { useLoaded } from "../loaded";
import { createLogLink } from "../resource-link";
import { to, type Route } from "../route";
import { CopyText } from "../widgets/copy-text";
import { Facts } from "../widgets/facts";
import { Notice } from "../widgets/notice";
import { Table } from "../widgets/table";
import { describe, readEngine, listApplications, parseLogArn, type Application } from "./applications";
import { Controls, Snapshots } from "./controls";
import { Connections, TranslationTable } from "./sql-application";
import { MetricChart } from "../charts/metric-chart";
import { readMetricSeries } from "../charts/metric-series";

const METRICS: readonly (readonly [title: string, metric: string])[] = [
  ["KPUs", "KPUs"],
  ["Time that it runs, in ms", "uptime"],
  ["Time that it is down, in ms", "downtime"],
  ["Restarts", "fullRestarts"],
  ["Duration of the last checkpoint, in ms", "lastCheckpointDuration"],
  ["Size of the last checkpoint, in bytes", "lastCheckpointSize"],
  ["Checkpoints that failed", "numberOfFailedCheckpoints"],
];
const HOUR_MS = 3_600_000;

/** The CloudWatch metrics of an application, for each minute of the last hour. */
function FlinkMetrics({ name }: { name: string }) {
  const { message } = useFeed();
  const { value, error } = useLoaded(
    () =>
      readMetricSeries(
        METRICS.map(([, metric]) => ({
          namespace: "AWS/KinesisAnalytics",
          metric,
          statistic: "Maximum",
          dimensions: { Application: name },
        })),
        { from: getCloudTime() - HOUR_MS, to: getCloudTime() + 60_000 },
      ),
    `metrics ${name}`,
    [Math.floor((message?.now ?? 0) / 60_000)],
  );
  return (
    <>
      <h2>Metrics of the last hour</h2>
      <Notice error={error} />
      <div class="charts">
        {METRICS.map(([title], n) => (
          <MetricChart key={title} title={title} series={value?.[n] ?? []} statistic="Maximum" />
        ))}
      </div>
    </>
  );
}

/** The applications, or one of them. */
export const FlinkPage = ({ route: [name] }: { route: Route }) =>
  name === undefined ? <Applications /> : <NamedApplication name={name} />;

const Status = ({ status }: { status: string }) => <span class={status === "RUNNING" ? "live" : ""}>{status}</span>;

function Applications() {
  const { value = [], error } = useLoaded(listApplications, "applications", ["kinesisanalyticsv2"]);
  const { value: flink } = useLoaded(readEngine, "engine", ["kinesisanalyticsv2"]);
  return (
    <>
      <h1>Managed Service for Apache Flink</h1>
      <Notice error={error} />
      <p>
        {flink === undefined ? "" : `Apache Flink on this machine: ${flink.state}${formatVersion(flink.version)}. `}
        {flink?.state === "not set up" ? (
          <>
            Applications can be made and looked at; to run them, <code>npx labs flink</code> sets Flink up.
          </>
        ) : null}
      </p>
      <Table
        caption="Applications"
        columns={["Application", "Runtime", "Mode", "Status", "Version"]}
        none="There is no application yet."
        rows={value.map((summary) => [
          <a href={to("flink", summary.ApplicationName)}>{summary.ApplicationName}</a>,
          summary.RuntimeEnvironment,
          summary.ApplicationMode ?? "",
          <Status status={summary.ApplicationStatus} />,
          summary.ApplicationVersionId,
        ])}
      />
    </>
  );
}

const formatVersion = (version: string | undefined): string => (version === undefined ? "" : `, version ${version}`);

function NamedApplication({ name }: { name: string }) {
  const { message } = useFeed();
  const version = Number(message?.live["kinesisanalyticsv2"]?.[name]?.["version"] ?? 0);
  const { value, error } = useLoaded(() => describe(name), name, ["kinesisanalyticsv2", version]);
  return (
    <>
      <p>
        <a href={to("flink")}>All applications</a>
      </p>
      <h1>{name}</h1>
      <Notice error={error} />
      {value === undefined ? null : <ApplicationDetails application={value} />}
    </>
  );
}

function ApplicationDetails({ application }: { application: Application }) {
  const { ApplicationName: name, ApplicationVersionId: version, RuntimeEnvironment: runtime } = application;
  const configuration = application.ApplicationConfigurationDescription;
  const sql = configuration?.SqlApplicationConfigurationDescription;
  const code = configuration?.ApplicationCodeConfigurationDescription?.CodeContentDescription?.TextContent;
  return (
    <>
      <Facts facts={listFacts(application)} />
      <Controls name={name} status={application.ApplicationStatus} />
      {sql === undefined ? null : <Connections sql={sql} />}
      <h2>Code</h2>
      {code === undefined ? (
        <p class="none">The application has no code in text.</p>
      ) : (
        <CopyText label={runtime === "SQL-1_0" ? "SQL of the application" : "SQL of the note"} text={code} />
      )}
      {sql === undefined ? null : <TranslationTable name={name} version={version} />}
      <FlinkMetrics name={name} />
      <Snapshots name={name} isRunning={application.ApplicationStatus === "RUNNING"} />
    </>
  );
}

function listFacts(application: Application) {
  const log = parseLogArn(application.CloudWatchLoggingOptionDescriptions?.[0]?.LogStreamARN ?? "");
  return {
    Status: <Status status={application.ApplicationStatus} />,
    Runtime: application.RuntimeEnvironment,
    Mode: application.ApplicationMode ?? "",
    Version: application.ApplicationVersionId,
    ...listSettings(application),
    Changed: formatTime(application.LastUpdateTimestamp * 1000),
    Log: log === undefined ? "(none)" : <a href={createLogLink(log.group, log.stream)}>{log.stream}</a>,
    Role: application.ServiceExecutionRole ?? "",
    ARN: application.ApplicationARN,
  };
}

/** The settings that only Flink applications have, not SQL applications. */
function listSettings({ ApplicationConfigurationDescription: configuration }: Application) {
  const flink = configuration?.FlinkApplicationConfigurationDescription;
  if (flink === undefined) return {};
  const interval = flink.CheckpointConfigurationDescription?.CheckpointInterval;
  return {
    Parallelism: flink.ParallelismConfigurationDescription?.CurrentParallelism ?? "",
    "Checkpoints every": interval === undefined ? "" : `${interval / 1000} s`,
  };
}
