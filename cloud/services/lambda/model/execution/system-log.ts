import { isLogged } from "./log-levels";
import { parseErrorType, type InvocationOutcome } from "./outcome";

/** The figures in the last line of a call's log. */
interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  /** Set for a call that began with an initialization. */
  readonly initMs: number | undefined;
  readonly memoryMiB: number;
  readonly usedMiB: number;
  readonly status?: "timeout" | "error";
  readonly type?: string;
}

/** To a thousandth, as AWS's events in JSON give it. */
const roundMs = (ms: number): number => Math.round(ms * 1000) / 1000;

const getBilledMs = ({ durationMs }: Report): number => Math.ceil(durationMs);
/** When it was stopped, the process may have used a little more memory than the function has. */
const getUsedMiB = ({ usedMiB: used, memoryMiB }: Report): number => Math.min(used, memoryMiB);

/** The REPORT line of a call, without its line's end (SVC-009). */
function formatReport(report: Report): string {
  const { requestId, durationMs, initMs, memoryMiB, status, type } = report;
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${getBilledMs(report)} ms`,
    `Memory Size: ${memoryMiB} MB`,
    `Max Memory Used: ${getUsedMiB(report)} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(status === undefined ? [] : [`Status: ${status}`]),
    ...(type === undefined ? [] : [`Error Type: ${type}`]),
    "",
  ].join("\t");
}

/** The same figures for a log in JSON. */
const toMetrics = (report: Report): Readonly<Record<string, number>> => ({
  durationMs: roundMs(report.durationMs),
  billedDurationMs: getBilledMs(report),
  memorySizeMB: report.memoryMiB,
  maxMemoryUsedMB: getUsedMiB(report),
  ...(report.initMs === undefined ? {} : { initDurationMs: roundMs(report.initMs) }),
});

/** An environment whose log Lambda writes into, beside what its function prints. */
interface LoggedEnvironment {
  readonly functionName: string;
  readonly functionArn: string;
  readonly functionVersion: string;
  readonly runtime: string;
  readonly runtimeVersionArn: string;
  readonly memoryMiB: number;
  /** The log stream's name. */
  readonly stream: string;
}

interface CallEnd {
  readonly report: Report;
  readonly outcome: InvocationOutcome;
}

/** Lambda's own lines in a function's log. */
export interface SystemLog {
  formatInitStart(): readonly string[];
  formatInitDone(isError: boolean, durationMs: number): readonly string[];
  start(requestId: string): readonly string[];
  end(call: CallEnd): readonly string[];
}

/** The lines START, END and REPORT of a log as text. */
export const createTextSystemLog = ({ functionVersion }: LoggedEnvironment): SystemLog => ({
  formatInitStart: () => [],
  formatInitDone: () => [],
  start: (requestId) => [`START RequestId: ${requestId} Version: ${functionVersion}`],
  end: ({ report, outcome: { line } }) => [
    ...(line === undefined ? [] : [line]),
    `END RequestId: ${report.requestId}`,
    formatReport(report),
  ],
});

const ON_DEMAND = "on-demand";
const PHASE = "init";

/**
 * Events in JSON, those below the function's system log level left out. Their members are those that AWS logged in October 2026,
 * their levels those of the page.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html#monitoring-cloudwatchlogs-log-level-mapping
 */
export function createJsonSystemLog(of: LoggedEnvironment, min: string): SystemLog {
  const { functionName, functionArn, functionVersion: version } = of;
  const formatEvent = (level: string, type: string, record: object): string[] =>
    isLogged(level, min) ? [JSON.stringify({ time: new Date().toISOString(), type: `platform.${type}`, record })] : [];
  return {
    formatInitStart: () =>
      formatEvent("INFO", "initStart", {
        initializationType: ON_DEMAND,
        phase: PHASE,
        runtimeVersion: formatRuntimeVersion(of.runtime),
        runtimeVersionArn: of.runtimeVersionArn,
        functionName,
        functionVersion: version,
        instanceId: of.stream,
        instanceMaxMemory: of.memoryMiB * 1024 * 1024,
      }),
    formatInitDone(isError, durationMs) {
      const level = isError ? "WARN" : "DEBUG";
      const record = { initializationType: ON_DEMAND, phase: PHASE, status: isError ? "error" : "success" };
      return [
        ...formatEvent(level, "initRuntimeDone", record),
        ...formatEvent(level, "initReport", { ...record, metrics: { durationMs: roundMs(durationMs) } }),
      ];
    },
    start: (requestId) => formatEvent("INFO", "start", { requestId, functionArn, version }),
    end({ report, outcome }) {
      const { requestId, durationMs } = report;
      const status = getStatus(outcome);
      const isSuccess = status.status === "success";
      const metrics = {
        durationMs: roundMs(durationMs),
        producedBytes: status.status === "timeout" ? 0 : outcome.payload.byteLength,
      };
      return [
        ...formatEvent(isSuccess ? "DEBUG" : "WARN", "runtimeDone", { requestId, ...status, metrics }),
        ...formatEvent(isSuccess ? "INFO" : "WARN", "report", { requestId, metrics: toMetrics(report), ...status }),
      ];
    },
  };
}

/** Such as `nodejs:22.lab-cloud`; on AWS the part after the dot is the number of a release. */
const formatRuntimeVersion = (runtime: string): string =>
  `${runtime.replace(/^([a-z]+)(.*?)(?:\.x)?$/, "$1:$2")}.lab-cloud`;

interface Status {
  readonly status: "success" | "error" | "timeout";
  readonly errorType?: string;
}

/**
 * The handler's own error types are not named, by the rule of AWS's runtime interface emulator.
 *
 * @see https://github.com/aws/aws-lambda-runtime-interface-emulator `GetValidRuntimeOrFunctionErrorType`
 */
function getStatus({ isError, status, payload }: InvocationOutcome): Status {
  if (!isError) return { status: "success" };
  if (status?.status === "timeout") return { status: "timeout" };
  const type = status?.type ?? parseErrorType(payload);
  return { status: "error", errorType: /^(?:Runtime|Function)\.[A-Z][a-zA-Z]+/.test(type) ? type : "Runtime.Unknown" };
}
