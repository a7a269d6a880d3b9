import { AwsFault } from "../../../core/faults";
import { formatViolations, type Violation } from "../../../core/rules";

/** The faults that AWS's framework answers for all services, and that only it has. */
const OF_THE_FRAMEWORK =
  /^(?:MissingParameter|Serialization|UnknownOperation|AccessDenied|UnrecognizedClient|.*Signature.*|.*Token.*)(?:Exception)?$/;

/** The namespace of a fault's shape (recorded on AWS by LocalStack, 2025-09-22, test_exception_serializing_with_no_shape_in_spec; that of the framework is SQS's). */
export function getNamespace(code: string): string {
  if (code === "ValidationException") return "com.amazon.coral.validate";
  return code !== "InvalidNextToken" && OF_THE_FRAMEWORK.test(code)
    ? "com.amazon.coral.service"
    : "com.amazonaws.cloudwatch.v2010_08_01";
}

// CloudWatch's first protocol was the query protocol, so its errors also have that protocol's code.
const createInvalidValueFault = (message: string): AwsFault =>
  new AwsFault("InvalidParameterValueException", message, { queryCode: "InvalidParameterValue" });
const createInvalidCombinationFault = (message: string): AwsFault =>
  new AwsFault("InvalidParameterCombinationException", message, { queryCode: "InvalidParameterCombination" });

const createValidationFault = (message: string): AwsFault =>
  new AwsFault("ValidationException", message, { queryCode: "ValidationError" });

/** Recorded on AWS (SVC-022). */
export const createTooManyPointsFault = (points: number): AwsFault =>
  createInvalidCombinationFault(
    `You have requested up to ${points} datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );

// Exceptions of the API model, with messages as CloudWatch's users report them.
export const createStatisticsNeededFault = (): AwsFault =>
  new AwsFault("MissingRequiredParameterException", "Must specify either Statistics or ExtendedStatistics", {
    queryCode: "MissingParameter",
  });
export const createBadPeriodFault = (): AwsFault =>
  createInvalidValueFault(
    "The parameter Period must be greater than or equal to 60 and a multiple of 60, or 1, 5, 10 or 30.",
  );
export const createLongEvaluationFault = (maxSeconds: number): AwsFault =>
  createValidationFault(
    `Metrics cannot be checked across more than a ${maxSeconds > 86_400 ? "week" : "day"} (EvaluationPeriods * Period must be <= ${maxSeconds}).`,
  );
export const createTimesInDisorderFault = (): AwsFault =>
  createInvalidValueFault("The parameter StartTime must be less than the parameter EndTime.");
export const createValueNeededFault = (member: string): AwsFault =>
  new AwsFault(
    "MissingRequiredParameterException",
    `At least one of the parameters ${member}.Value, ${member}.Values and ${member}.StatisticValues must be specified.`,
    { queryCode: "MissingParameter" },
  );
/** Recorded on AWS by LocalStack, 2025-09-19 (test_put_metric_data_validation). @param other `Values` or `StatisticValues` */
export const createOneValueOnlyFault = (member: string, other: string): AwsFault =>
  createInvalidCombinationFault(
    `The parameters ${member}.Value and ${member}.${other} are mutually exclusive and you have specified both.`,
  );
export const createCountsDifferFault = (member: string): AwsFault =>
  createInvalidValueFault(`The parameters ${member}.Values and ${member}.Counts must be of the same size.`);
export const createNotANumberFault = (member: string): AwsFault =>
  createInvalidValueFault(`The value for parameter ${member} is invalid.`);
export const createBadTimestampFault = (member: string): AwsFault =>
  createInvalidValueFault(
    `The parameter ${member}.Timestamp must specify a time within the past two weeks or the next two hours.`,
  );
export const createReservedNamespaceFault = (): AwsFault =>
  createInvalidValueFault("The value AWS/ for parameter Namespace is invalid.");
export const createStatOrExpressionFault = (): AwsFault =>
  createInvalidCombinationFault("Each metric data query must have exactly one of MetricStat and Expression.");
export const createDuplicateQueryIdFault = (id: string): AwsFault =>
  createInvalidValueFault(`The value ${id} for parameter Id is used more than once.`);
export const createInvalidNextTokenFault = (): AwsFault =>
  new AwsFault("InvalidNextToken", "The next token specified is invalid.");

// The codes are those of the API's documentation; the messages are the lab cloud's own.
export const createStatisticsExclusiveFault = (): AwsFault =>
  createInvalidCombinationFault(
    "The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified more than one.",
  );
export const createUnknownStatisticFault = (statistic: string, member: string): AwsFault =>
  createInvalidValueFault(`The value ${statistic} for parameter ${member} is not supported.`);

/** The beginning of the message is AWS's, and so are "Invalid syntax" and "Function '…' not found" (as its users report them); the rest is the lab cloud's. */
export const createInvalidExpressionFault = (id: string, subject: string): AwsFault =>
  createValidationFault(`Error in expression '${id}': ${subject}`);

/** Parts of CloudWatch that the lab cloud does not support. */
export const createFunctionNotEmulatedFault = (name: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate the function ${name} of metric math.`, {
    status: 501,
  });
export const createInsightsNotEmulatedFault = (): AwsFault =>
  new AwsFault("NotImplemented", "The lab cloud does not emulate Metrics Insights queries (SELECT …).", {
    status: 501,
  });

/** A request that breaks constraints, with CloudWatch's code (recorded on AWS by LocalStack, 2025-09-22, test_set_alarm_invalid_input). */
export const createInvalidMembersFault = (found: readonly Violation[]): AwsFault => {
  const [first] = found;
  const isMissing = first?.value === " null";
  const name = (first?.path ?? "").replace(/^./, (letter) => letter.toUpperCase());
  return isMissing
    ? new AwsFault("MissingParameter", `The request must contain the parameter ${name}`)
    : createValidationFault(formatViolations(found));
};

export const createDashboardNotFoundFault = (name: string): AwsFault =>
  new AwsFault("DashboardNotFoundError", `Dashboard ${name} does not exist`, {
    status: 404,
    queryCode: "ResourceNotFound",
  });

/** Recorded on AWS by LocalStack, 2025-09-19 (test_invalid_dashboard_name), the line's end included. */
export const createDashboardNameInvalidFault = (): AwsFault =>
  createInvalidValueFault(
    "The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n",
  );
