import type { Flink } from "../../flink/flink";
import type { Metrics } from "../cloudwatch/metrics";
import type { Roles } from "../iam/roles";
import type { LogGroups } from "../logs/log-groups";

/** What managed Flink needs of the others. */
export interface AnalyticsPorts {
  readonly flink: Pick<Flink, "start" | "refusal">;
  readonly roles: Pick<Roles, "refusal">;
  readonly logs: Pick<LogGroups, "write">;
  readonly metrics: Pick<Metrics, "put">;
}
