import type { StoredExecution } from "../stored-execution";

/** How long the phases of a query took, in ms of the cloud's clock. */
interface QueryTimes {
  readonly queueMs: number;
  readonly engineMs: number;
  /** The time that the service takes in addition to the engine; 0 here. */
  readonly serviceMs: number;
  readonly totalMs: number;
}

/** The times of a query that is over; a phase that the query did not reach took 0. */
export function getTimes({ submittedAt, startedAt, completedAt = submittedAt }: StoredExecution): QueryTimes {
  const queueMs = (startedAt ?? completedAt) - submittedAt;
  const engineMs = startedAt === undefined ? 0 : completedAt - startedAt;
  return { queueMs, engineMs, serviceMs: 0, totalMs: queueMs + engineMs };
}
