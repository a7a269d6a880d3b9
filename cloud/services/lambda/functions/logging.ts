import type { LoggingConfig } from "@aws-sdk/client-lambda";
import { logLevelsNeedJson } from "../faults";
import type { StoredVersion } from "./stored-function";

/** What a request may say of a function's logs. */
export type GivenLogging = { readonly [Name in keyof LoggingConfig]: LoggingConfig[Name] | undefined };

export const usualLogGroup = (name: string): string => `/aws/lambda/${name}`;

/**
 * What a function's logs are after a request: a LoggingConfig replaces the whole one before it, and AWS's defaults stand where it
 * says nothing (recorded on AWS by LocalStack, 2025-11-25, test_function_partial_advanced_logging_configuration_update).
 */
export function wholeLogging(given: GivenLogging, name: string): LoggingConfig {
  const { LogFormat = "Text", ApplicationLogLevel = "INFO", SystemLogLevel = "INFO" } = given;
  const LogGroup = given.LogGroup ?? usualLogGroup(name);
  return LogFormat === "Text" ? { LogFormat, LogGroup } : { LogFormat, ApplicationLogLevel, SystemLogLevel, LogGroup };
}

/**
 * What a version keeps of the logs that a request gives, if it gives any.
 *
 * @throws AwsFault InvalidParameterValueException: logs as text have no levels
 */
export function givenLogging(
  given: GivenLogging | undefined,
  name: string,
): Partial<Pick<StoredVersion, "logGroup" | "logLevels">> {
  if (given === undefined) return {};
  const { LogFormat, LogGroup, ApplicationLogLevel: application, SystemLogLevel: system } = wholeLogging(given, name);
  if (LogFormat === "Text" && (given.ApplicationLogLevel ?? given.SystemLogLevel) !== undefined)
    throw logLevelsNeedJson();
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
