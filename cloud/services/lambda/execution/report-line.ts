/** What the last line of a call's log tells. */
export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  /** Of a call that began with an initialization. */
  readonly initMs: number | undefined;
  readonly memoryMiB: number;
  readonly usedMiB: number;
  readonly status?: "timeout" | "error";
  readonly type?: string;
}

/** The REPORT line of a call, without its line's end (SVC-009). */
export function reportLine({ requestId, durationMs, initMs, memoryMiB, usedMiB, status, type }: Report): string {
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(durationMs)} ms`,
    `Memory Size: ${memoryMiB} MB`,
    `Max Memory Used: ${Math.min(usedMiB, memoryMiB)} MB`,
    ...(initMs === undefined ? [] : [`Init Duration: ${initMs.toFixed(2)} ms`]),
    ...(status === undefined ? [] : [`Status: ${status}`]),
    ...(type === undefined ? [] : [`Error Type: ${type}`]),
    "",
  ].join("\t");
}
