import type { MetricSink } from "../ports";
import { isFinal, type StoredExecution } from "../stored-execution";
import { getTimes } from "./times";

/**
 * Publishes the metrics of a query that is over to CloudWatch, if its work group says so.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html
 */
export function publishMetrics(metrics: MetricSink, execution: StoredExecution): void {
  const { publishes, state, type, workGroup, completedAt, outcome } = execution;
  if (!publishes || !isFinal(state) || completedAt === undefined) return;
  const { queueMs, engineMs, serviceMs, totalMs } = getTimes(execution);
  const createMilliseconds = (name: string, value: number) => ({ name, value, unit: "Milliseconds" }) as const;
  const figures = [
    createMilliseconds("TotalExecutionTime", totalMs),
    createMilliseconds("QueryQueueTime", queueMs),
    createMilliseconds("EngineExecutionTime", engineMs),
    createMilliseconds("ServiceProcessingTime", serviceMs),
    { name: "ProcessedBytes", value: outcome?.bytesScanned ?? 0, unit: "Bytes" } as const,
  ];
  const everywhere: readonly Readonly<Record<string, string>>[] = [
    { WorkGroup: workGroup, QueryState: state, QueryType: type },
    { WorkGroup: workGroup },
  ];
  for (const dimensions of everywhere) {
    metrics.put({ namespace: "AWS/Athena", dimensions, at: completedAt }, figures);
  }
}
