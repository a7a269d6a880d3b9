import type { Core } from "../../../core/core";
import { AwsFault } from "../../../core/faults";
import type { LogGroups } from "../../logs/model/log-groups";
import type { StoredApplication } from "./stored-application";

type Level = "INFO" | "WARN" | "ERROR";

const ARN = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:(?<group>[^:]+):log-stream:(?<stream>.+)$/;
const RANK: Readonly<Record<string, number>> = { DEBUG: 0, INFO: 1, WARN: 2, ERROR: 3 };

/** The group and the stream that the ARN of a log stream names; undefined if it names none. */
export function parseLogStreamArn(arn: string): { readonly group: string; readonly stream: string } | undefined {
  const { group, stream } = ARN.exec(arn)?.groups ?? {};
  return group === undefined || stream === undefined ? undefined : { group, stream };
}

/**
 * Writes a line into the log streams that an application names, in the JSON in which managed Flink writes
 * (docs.aws.amazon.com/managed-flink/latest/java/cloudwatch-logs-writing.html).
 *
 * @param logger the name of Flink's class that logs the line, or one of the lab cloud's
 */
export function writeLogLine(
  { core, logs }: { readonly core: Core; readonly logs: Pick<LogGroups, "write"> },
  app: StoredApplication,
  { level, message, logger }: { readonly level: Level; readonly message: string; readonly logger: string },
): void {
  if ((RANK[level] ?? 1) < (RANK[app.configuration.monitoring.LogLevel] ?? 1)) return;
  const line = JSON.stringify({
    applicationARN: core.createArn("kinesisanalytics", `application/${app.name}`),
    applicationVersionId: String(app.version),
    logger,
    message,
    messageSchemaVersion: "1",
    messageType: level,
    threadName: "flink-pekko.actor.default-dispatcher",
  });
  for (const { streamArn } of app.logging) {
    const target = parseLogStreamArn(streamArn);
    if (target !== undefined) logs.write(target, core.now(), line);
  }
}

/** An error's message for the log of the application. Any other kind of error is a bug of the lab cloud. */
export function toMessage(error: unknown): string {
  if (error instanceof AwsFault || (error instanceof Error && error.name === "JobFailure")) return error.message;
  throw error;
}
