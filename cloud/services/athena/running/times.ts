import type { StoredExecution } from "../stored-execution";

/** How long a query took, in ms of cloud time. */
export interface QueryTimes {
  readonly queueMs: number;
  readonly engineMs: number;
  /** What the service does around the engine. Here nothing takes time. */
  readonly serviceMs: number;
  readonly totalMs: number;
}

/** The times of a query that is over; what did not happen took none. */
export function timesOf({ submittedAt, startedAt, completedAt = submittedAt }: StoredExecution): QueryTimes {
  const queueMs = (startedAt ?? completedAt) - submittedAt;
  const engineMs = startedAt === undefined ? 0 : completedAt - startedAt;
  return { queueMs, engineMs, serviceMs: 0, totalMs: queueMs + engineMs };
}
