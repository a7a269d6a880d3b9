import { AwsFault } from "../../../core/faults";

// AWS's texts, from the CloudWatch Logs API and from users' reports.
export const createGroupNotFoundFault = (): AwsFault =>
  new AwsFault("ResourceNotFoundException", "The specified log group does not exist.");
export const createStreamNotFoundFault = (): AwsFault =>
  new AwsFault("ResourceNotFoundException", "The specified log stream does not exist.");
export const createTooManyTagsFault = (): AwsFault =>
  new AwsFault("TooManyTagsException", "A resource can have no more than 50 tags.");
export const createGroupExistsFault = (): AwsFault =>
  new AwsFault("ResourceAlreadyExistsException", "The specified log group already exists");
/** AWS's text, which does not say what is wrong with the key. @param group the group's ARN */
export const createKeyNotUsableFault = (group: string): AwsFault =>
  new AwsFault(
    "InvalidParameterException",
    `The specified KMS key does not exist or is not allowed to be used with LogGroup '${group}'`,
  );
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html */
export const createGroupProtectedFault = (): AwsFault =>
  new AwsFault(
    "ValidationException",
    "Cannot delete log group with deletion protection enabled. Disable deletion protection first.",
  );
export const createStreamExistsFault = (): AwsFault =>
  new AwsFault("ResourceAlreadyExistsException", "The specified log stream already exists");

export const createInvalidParameterFault = (message: string): AwsFault =>
  new AwsFault("InvalidParameterException", message);
export const createEventsNotInOrderFault = (): AwsFault =>
  createInvalidParameterFault("Log events in a single PutLogEvents request must be in chronological order.");
export const createEventsSpanTooLongFault = (): AwsFault =>
  createInvalidParameterFault(
    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
  );
export const createEventsTooLargeFault = (bytes: number): AwsFault =>
  createInvalidParameterFault(`Upload too large: ${bytes} bytes exceeds limit of 1048576`);
// Recorded on AWS by LocalStack, 2026-02-03 (tests/aws/services/logs).
export const createNameTooLongFault = (): AwsFault =>
  createInvalidParameterFault("Invalid LogGroup or LogStream, both must have length less than or equal to 512.");
export const createPrefixWithPatternFault = (): AwsFault =>
  createInvalidParameterFault("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
export const createNameWithIdentifierFault = (): AwsFault =>
  new AwsFault("ValidationException", "LogGroup name and LogGroup ARN are mutually exclusive parameters.");

export const createGroupNameNeededFault = (): AwsFault =>
  createInvalidParameterFault("At least one of logGroupName or logGroupIdentifier must be specified.");
export const createInvalidTokenFault = (): AwsFault =>
  createInvalidParameterFault("The specified nextToken is invalid.");
export const createInvalidFilterPatternFault = (): AwsFault => createInvalidParameterFault("Invalid filter pattern");
/** AWS's text for curly brackets; the text for square ones is assumed to be similar. */
export const createUnclosedFilterPatternFault = (opening: string, closing: string): AwsFault =>
  createInvalidParameterFault(`If a filter pattern starts with '${opening}' it must end with '${closing}'`);
export const createInvalidRetentionFault = (): AwsFault =>
  createInvalidParameterFault("The specified retention period is not one that CloudWatch Logs offers.");
export const createPrefixWithEventTimeFault = (): AwsFault =>
  createInvalidParameterFault("Cannot order by LastEventTime with a logStreamNamePrefix.");
export const createNamesWithPrefixFault = (): AwsFault =>
  createInvalidParameterFault("Only one of logStreamNames and logStreamNamePrefix may be specified.");

// Recorded on AWS by LocalStack, 2026-02-06 (tests/aws/services/logs).
export const createSubscriptionNotFoundFault = (): AwsFault =>
  new AwsFault("ResourceNotFoundException", "The specified subscription filter does not exist.");
export const createLimitExceededFault = (): AwsFault =>
  new AwsFault("LimitExceededException", "Resource limit exceeded.");
export const createOtherAccountsFunctionFault = (): AwsFault =>
  new AwsFault(
    "AccessDeniedException",
    "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
  );
export const createRoleNeededFault = (vendor: string): AwsFault =>
  createInvalidParameterFault(`destinationArn for vendor ${vendor} cannot be used without roleArn`);

// As AWS's users report them: aws-cloudformation-resource-providers-logs issue 64, troposphere 413, aws-centralize-logs-using-cdk 2.
export const createDimensionsNotSupportedFault = (): AwsFault =>
  createInvalidParameterFault("The specified filter pattern does not support dimensions");
export const createDimensionsWithDefaultFault = (): AwsFault =>
  createInvalidParameterFault(
    "Invalid metric transformation: dimensions and default value are mutually exclusive properties",
  );
export const createRoleNotAllowedFault = (vendor: string): AwsFault =>
  createInvalidParameterFault(`destinationArn for vendor ${vendor} cannot be used with roleArn`);
export const createVendorNotSupportedFault = (vendor: string): AwsFault =>
  createInvalidParameterFault(`PutSubscriptionFilter operation cannot work with destinationArn for vendor ${vendor}`);

export const createFunctionNotCallableFault = (): AwsFault =>
  createInvalidParameterFault(
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
  );
export const createRoleNotAssumableFault = (): AwsFault =>
  createInvalidParameterFault(
    "Could not deliver test message to specified destination. Check if the destination is valid.",
  );

/** The text is assumed to be similar to that of subscription filters. */
export const createMetricFilterNotFoundFault = (): AwsFault =>
  new AwsFault("ResourceNotFoundException", "The specified metric filter does not exist.");
// Texts of the lab cloud's own.
export const createInvalidMetricValueFault = (value: string): AwsFault =>
  createInvalidParameterFault(
    `Invalid metric transformation: ${value} is neither a number nor something that the filter pattern can name`,
  );
export const createWouldCallItselfFault = (group: string): AwsFault =>
  createInvalidParameterFault(
    `The function writes into ${group} itself, so each call would make the next. AWS takes such a filter; the lab cloud does not.`,
  );
