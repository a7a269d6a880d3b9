import type { LoggingConfig } from "@aws-sdk/client-lambda";
import { createLogLevelsNeedJsonFault } from "../faults";
import type { StoredVersion } from "../stored-function";

/** The LoggingConfig of a request. */
export type GivenLogging = { readonly [Name in keyof LoggingConfig]: LoggingConfig[Name] | undefined };

export const getDefaultLogGroup = (name: string): string => `/aws/lambda/${name}`;

/**
 * A function's logging configuration after a request: a LoggingConfig replaces the whole one before it, with AWS's
 * defaults for missing members (recorded on AWS by LocalStack, 2025-11-25,
 * test_function_partial_advanced_logging_configuration_update).
 */
export function completeLogging(given: GivenLogging, name: string): LoggingConfig {
  const { LogFormat = "Text", ApplicationLogLevel = "INFO", SystemLogLevel = "INFO" } = given;
  const LogGroup = given.LogGroup ?? getDefaultLogGroup(name);
  return LogFormat === "Text" ? { LogFormat, LogGroup } : { LogFormat, ApplicationLogLevel, SystemLogLevel, LogGroup };
}

/**
 * The stored form of a request's LoggingConfig, if it has one.
 *
 * @throws AwsFault InvalidParameterValueException: if log levels are given for logs as text
 */
export function resolveLogging(
  given: GivenLogging | undefined,
  name: string,
): Partial<Pick<StoredVersion, "logGroup" | "logLevels">> {
  if (given === undefined) return {};
  const {
    LogFormat,
    LogGroup,
    ApplicationLogLevel: application,
    SystemLogLevel: system,
  } = completeLogging(given, name);
  if (LogFormat === "Text" && (given.ApplicationLogLevel ?? given.SystemLogLevel) !== undefined)
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
