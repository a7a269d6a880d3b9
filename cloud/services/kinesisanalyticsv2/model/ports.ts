import type { Flink } from "../../../flink/flink";
import type { Metrics } from "../../cloudwatch/model/metrics";
import type { Roles } from "../../iam/model/roles";
import type { StreamSource } from "../../kinesis/model/source";
import type { LogGroups } from "../../logs/model/log-groups";
import type { S3ForServices } from "../../s3/model/ports";
import type { StoredOutput } from "./stored-application";

/** Delivers rows of an SQL application to Firehose or a function. */
export interface Outputs {
  /**
   * @param rows at most 500
   * @returns the rows that were not accepted, to be tried again
   * @throws AwsFault if no row was accepted
   */
  deliver(output: StoredOutput, rows: readonly string[], app: string): Promise<readonly string[]>;
}

/** The parts of other services that managed Flink uses. */
export interface AnalyticsPorts {
  readonly flink: Pick<Flink, "start" | "findRefusal" | "startClient">;
  readonly roles: Pick<Roles, "findRefusal">;
  readonly logs: Pick<LogGroups, "write">;
  readonly metrics: Pick<Metrics, "put">;
  /** The objects with the code of applications. */
  readonly objects: Pick<S3ForServices, "readObject">;
  /** Reads a stream's records when a schema is discovered. */
  readonly openSource: (arn: string) => StreamSource | undefined;
  /** Takes the rows of SQL applications for destinations that Flink has no connector for. */
  readonly outputs: Outputs;
}
