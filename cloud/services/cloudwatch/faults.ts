import { AwsFault } from "../../core/faults";
import { violationsText, type Violation } from "../../core/violations";

/** The faults that AWS's framework answers for all services, and that only it has. */
const OF_THE_FRAMEWORK =
  /^(?:MissingParameter|Serialization|UnknownOperation|AccessDenied|UnrecognizedClient|.*Signature.*|.*Token.*)(?:Exception)?$/;

/** The namespace of a fault's shape (recorded on AWS by LocalStack, 2025-09-22, test_exception_serializing_with_no_shape_in_spec; that of the framework is SQS's). */
export function namespaceOf(code: string): string {
  if (code === "ValidationException") return "com.amazon.coral.validate";
  return code !== "InvalidNextToken" && OF_THE_FRAMEWORK.test(code)
    ? "com.amazon.coral.service"
    : "com.amazonaws.cloudwatch.v2010_08_01";
}

// CloudWatch's first protocol was the query protocol, so its errors also have that protocol's code.
const invalidValue = (message: string): AwsFault =>
  new AwsFault("InvalidParameterValueException", message, { queryCode: "InvalidParameterValue" });
const invalidCombination = (message: string): AwsFault =>
  new AwsFault("InvalidParameterCombinationException", message, { queryCode: "InvalidParameterCombination" });

const validation = (message: string): AwsFault =>
  new AwsFault("ValidationException", message, { queryCode: "ValidationError" });

/** Recorded on AWS (SVC-022). */
export const tooManyPoints = (points: number): AwsFault =>
  invalidCombination(
    `You have requested up to ${points} datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );

// Exceptions of the API model, with messages as CloudWatch's users report them.
export const statisticsNeeded = (): AwsFault =>
  new AwsFault("MissingRequiredParameterException", "Must specify either Statistics or ExtendedStatistics", {
    queryCode: "MissingParameter",
  });
export const badPeriod = (): AwsFault =>
  invalidValue("The parameter Period must be greater than or equal to 60 and a multiple of 60, or 1, 5, 10 or 30.");
export const timesInDisorder = (): AwsFault =>
  invalidValue("The parameter StartTime must be less than the parameter EndTime.");
export const valueNeeded = (member: string): AwsFault =>
  new AwsFault(
    "MissingRequiredParameterException",
    `At least one of the parameters ${member}.Value, ${member}.Values and ${member}.StatisticValues must be specified.`,
    { queryCode: "MissingParameter" },
  );
/** Recorded on AWS by LocalStack, 2025-09-19 (test_put_metric_data_validation). @param other `Values` or `StatisticValues` */
export const oneValueOnly = (member: string, other: string): AwsFault =>
  invalidCombination(
    `The parameters ${member}.Value and ${member}.${other} are mutually exclusive and you have specified both.`,
  );
export const countsDiffer = (member: string): AwsFault =>
  invalidValue(`The parameters ${member}.Values and ${member}.Counts must be of the same size.`);
export const notANumber = (member: string): AwsFault => invalidValue(`The value for parameter ${member} is invalid.`);
export const badTimestamp = (member: string): AwsFault =>
  invalidValue(
    `The parameter ${member}.Timestamp must specify a time within the past two weeks or the next two hours.`,
  );
export const reservedNamespace = (): AwsFault => invalidValue("The value AWS/ for parameter Namespace is invalid.");
export const statOrExpression = (): AwsFault =>
  invalidCombination("Each metric data query must have exactly one of MetricStat and Expression.");
export const duplicateQueryId = (id: string): AwsFault =>
  invalidValue(`The value ${id} for parameter Id is used more than once.`);
export const invalidNextToken = (): AwsFault =>
  new AwsFault("InvalidNextToken", "The next token specified is invalid.");

// The codes are those of the API's documentation; the messages are the lab cloud's own.
export const statisticsExclusive = (): AwsFault =>
  invalidCombination(
    "The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified more than one.",
  );
export const unknownStatistic = (statistic: string, member: string): AwsFault =>
  invalidValue(`The value ${statistic} for parameter ${member} is not supported.`);

/** The beginning of the message is AWS's, and so are "Invalid syntax" and "Function '…' not found" (as its users report them); the rest is the lab cloud's. */
export const invalidExpression = (id: string, what: string): AwsFault =>
  validation(`Error in expression '${id}': ${what}`);

/** Parts of CloudWatch that the lab cloud does not support. */
export const notEmulatedFunction = (name: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate the function ${name} of metric math.`, {
    status: 501,
  });
export const notEmulatedInsights = (): AwsFault =>
  new AwsFault("NotImplemented", "The lab cloud does not emulate Metrics Insights queries (SELECT …).", {
    status: 501,
  });

/** A request that breaks constraints, with CloudWatch's code (recorded on AWS by LocalStack, 2025-09-22, test_set_alarm_invalid_input). */
export const invalidMembers = (found: readonly Violation[]): AwsFault => {
  const [first] = found;
  const isMissing = first?.value === " null";
  const name = (first?.path ?? "").replace(/^./, (letter) => letter.toUpperCase());
  return isMissing
    ? new AwsFault("MissingParameter", `The request must contain the parameter ${name}`)
    : validation(violationsText(found));
};

export const dashboardNotFound = (name: string): AwsFault =>
  new AwsFault("DashboardNotFoundError", `Dashboard ${name} does not exist`, {
    status: 404,
    queryCode: "ResourceNotFound",
  });

/** Recorded on AWS by LocalStack, 2025-09-19 (test_invalid_dashboard_name), the line's end included. */
export const dashboardNameInvalid = (): AwsFault =>
  invalidValue(
    "The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n",
  );
