import type { Core } from "../../../../core/core";
import { formatFunctionArn } from "../function-name";
import { getDefaultLogGroup } from "./logging";
import type { StoredVersion } from "../stored-function";
import { formatRuntimeVersionArn } from "../runtimes";
import type { LogDestination } from "./environment-log";
import { isLogged, parseLevel } from "./log-levels";
import { createJsonSystemLog, createTextSystemLog, type SystemLog } from "./system-log";

interface LoggedVersion {
  readonly name: string;
  readonly version: StoredVersion;
}

/**
 * The log group and stream of an environment. In a configured group, which other functions may share, the stream's name
 * begins with the function's: `2030/01/01/f[$LATEST]<id>`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export function getLogDestination(
  core: Core,
  { name, version, id }: LoggedVersion & { readonly id: string },
): LogDestination {
  const { logGroup: group } = version;
  const day = new Date(core.now()).toISOString().slice(0, 10).replaceAll("-", "/");
  return { group, stream: `${day}/${group === getDefaultLogGroup(name) ? "" : name}[${version.version}]${id}` };
}

/** The lines that Lambda itself writes into the log of an environment of this version. */
export function createSystemLog(
  core: Core,
  { name, version, place }: LoggedVersion & { readonly place: LogDestination },
): SystemLog {
  const { runtime, memoryMiB, logLevels } = version;
  const environment = {
    functionName: name,
    functionArn: formatFunctionArn(core, name),
    functionVersion: version.version,
    runtime,
    runtimeVersionArn: formatRuntimeVersionArn(core, runtime),
    memoryMiB,
    stream: place.stream,
  };
  return logLevels === undefined
    ? createTextSystemLog(environment)
    : createJsonSystemLog(environment, logLevels.system);
}

/** Whether a line that the function prints goes into the log of this version: logs as text hold every line. */
export const isPrinted = ({ logLevels }: StoredVersion, line: string): boolean =>
  logLevels === undefined || isLogged(parseLevel(line), logLevels.application);
