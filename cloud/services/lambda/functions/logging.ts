import type { LoggingConfig } from "@aws-sdk/client-lambda";
import { logLevelsNeedJson } from "../faults";
import type { StoredVersion } from "./stored-function";

/** What a request may say of a function's logs. */
export type GivenLogging = { readonly [Name in keyof LoggingConfig]: LoggingConfig[Name] | undefined };

export const usualLogGroup = (name: string): string => `/aws/lambda/${name}`;

/** @throws AwsFault InvalidParameterValueException: logs as text have no levels */
export function checkLogging(given: GivenLogging): void {
  const { LogFormat = "Text", ApplicationLogLevel, SystemLogLevel } = given;
  if (LogFormat === "Text" && (ApplicationLogLevel ?? SystemLogLevel) !== undefined) throw logLevelsNeedJson();
}

/**
 * What a function's logs are after a request: a LoggingConfig replaces the whole one before it, and AWS's defaults stand where it
 * says nothing (recorded on AWS by LocalStack, 2025-11-25, test_function_partial_advanced_logging_configuration_update).
 */
export function wholeLogging(given: GivenLogging, name: string): LoggingConfig {
  const { LogFormat = "Text", ApplicationLogLevel = "INFO", SystemLogLevel = "INFO" } = given;
  const LogGroup = given.LogGroup ?? usualLogGroup(name);
  return LogFormat === "Text" ? { LogFormat, LogGroup } : { LogFormat, ApplicationLogLevel, SystemLogLevel, LogGroup };
}

/** The same, as a version keeps it. */
export function storedLogging(
  given: GivenLogging,
  name: string,
): Partial<Pick<StoredVersion, "logGroup" | "logLevels">> {
  const { LogGroup, ApplicationLogLevel: application, SystemLogLevel: system } = wholeLogging(given, name);
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
