/** The figures in the last line of a call's log. */
export interface Report {
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
export const roundMs = (ms: number): number => Math.round(ms * 1000) / 1000;

const getBilledMs = ({ durationMs }: Report): number => Math.ceil(durationMs);
/** When it was stopped, the process may have used a little more memory than the function has. */
const getUsedMiB = ({ usedMiB: used, memoryMiB }: Report): number => Math.min(used, memoryMiB);

/** The REPORT line of a call, without its line's end (SVC-009). */
export function formatReport(report: Report): string {
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
export const toMetrics = (report: Report): Readonly<Record<string, number>> => ({
  durationMs: roundMs(report.durationMs),
  billedDurationMs: getBilledMs(report),
  memorySizeMB: report.memoryMiB,
  maxMemoryUsedMB: getUsedMiB(report),
  ...(report.initMs === undefined ? {} : { initDurationMs: roundMs(report.initMs) }),
});
