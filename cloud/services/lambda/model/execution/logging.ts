import type { LoggingConfig } from "@aws-sdk/client-lambda";
import { createLogLevelsNeedJsonFault } from "../faults";
import type { StoredVersion } from "../stored-function";
import type { Core } from "../../../../core/core";
import { formatFunctionArn } from "../function-name";
import { formatRuntimeVersionArn } from "../runtimes";
import type { LogDestination } from "./environment-log";
import { isLogged, parseLevel } from "./log-levels";
import { createJsonSystemLog, createTextSystemLog, type SystemLog } from "./system-log";

/** The LoggingConfig of a request. */
export type LoggingInput = { readonly [Name in keyof LoggingConfig]: LoggingConfig[Name] | undefined };

export const getDefaultLogGroup = (name: string): string => `/aws/lambda/${name}`;

/**
 * A function's logging configuration after a request: a LoggingConfig replaces the whole one before it, with AWS's
 * defaults for missing members (recorded on AWS by LocalStack, 2025-11-25,
 * test_function_partial_advanced_logging_configuration_update).
 */
export function completeLogging(input: LoggingInput, name: string): LoggingConfig {
  const { LogFormat = "Text", ApplicationLogLevel = "INFO", SystemLogLevel = "INFO" } = input;
  const LogGroup = input.LogGroup ?? getDefaultLogGroup(name);
  return LogFormat === "Text" ? { LogFormat, LogGroup } : { LogFormat, ApplicationLogLevel, SystemLogLevel, LogGroup };
}

/**
 * The stored form of a request's LoggingConfig, if it has one.
 *
 * @throws AwsFault InvalidParameterValueException: if log levels are given for logs as text
 */
export function resolveLogging(
  input: LoggingInput | undefined,
  name: string,
): Partial<Pick<StoredVersion, "logGroup" | "logLevels">> {
  if (input === undefined) return {};
  const {
    LogFormat,
    LogGroup,
    ApplicationLogLevel: application,
    SystemLogLevel: system,
  } = completeLogging(input, name);
  if (LogFormat === "Text" && (input.ApplicationLogLevel ?? input.SystemLogLevel) !== undefined)
    throw createLogLevelsNeedJsonFault();
  return {
    ...(LogGroup === undefined ? {} : { logGroup: LogGroup }),
    ...(application === undefined || system === undefined ? {} : { logLevels: { application, system } }),
  };
}

/** A version's logs as Lambda describes them. */
export const describeLogging = ({ logGroup: LogGroup, logLevels }: StoredVersion): LoggingConfig =>
  logLevels === undefined
    ? { LogFormat: "Text", LogGroup }
    : {
        LogFormat: "JSON",
        ApplicationLogLevel: logLevels.application,
        SystemLogLevel: logLevels.system,
        LogGroup,
      };

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
  { name, version, place: destination }: LoggedVersion & { readonly place: LogDestination },
): SystemLog {
  const { runtime, memoryMiB, logLevels } = version;
  const environment = {
    functionName: name,
    functionArn: formatFunctionArn(core, name),
    functionVersion: version.version,
    runtime,
    runtimeVersionArn: formatRuntimeVersionArn(core, runtime),
    memoryMiB,
    stream: destination.stream,
  };
  return logLevels === undefined
    ? createTextSystemLog(environment)
    : createJsonSystemLog(environment, logLevels.system);
}

/** Whether a line that the function prints goes into the log of this version: logs as text hold every line. */
export const isPrinted = ({ logLevels }: StoredVersion, line: string): boolean =>
  logLevels === undefined || isLogged(parseLevel(line), logLevels.application);
