import { AwsFault } from "../../../core/faults";
import type { Violation } from "../../../core/rules";

// AWS's own texts. Measured on AWS (facts SVC-001, SVC-005, and the same recordings) unless said otherwise. The first
// code is that of the JSON protocol; the Query protocol and the `x-amzn-query-error` header have the second.
const LEGACY = "AWS.SimpleQueueService.";

const createInvalidParameterFault = (message: string): AwsFault =>
  new AwsFault("InvalidParameterValueException", message, { queryCode: "InvalidParameterValue" });
const createInvalidAttributeNameFault = (message: string): AwsFault =>
  new AwsFault("InvalidAttributeName", message, { queryCode: "InvalidAttributeName" });
const createNotFoundFault = (message: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", message, { queryCode: "ResourceNotFoundException", status: 404 });
const createLegacyFault = (code: string, message: string, status = 400): AwsFault =>
  new AwsFault(code, message, { queryCode: `${LEGACY}${code}`, status });

/** A value that a parameter cannot have. @param reason AWS's sentence, with its full stop */
export const createInvalidValueFault = (value: string | number, parameter: string, reason: string): AwsFault =>
  createInvalidParameterFault(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);
export const createInvalidParametersFault = (reason: string): AwsFault => createInvalidParameterFault(reason);
export const createMissingParameterFault = (parameter: string): AwsFault =>
  new AwsFault("MissingRequiredParameterException", describeMissing(parameter), { queryCode: "MissingParameter" });
const describeMissing = (parameter: string): string => `The request must contain the parameter ${parameter}.`;

/** The fault for broken member rules; SQS reports only the first. */
export function createInvalidMembersFault(found: readonly Violation[]): AwsFault {
  const [first = { path: "", value: "", must: "" }] = found;
  const steps = first.path.split(".").map((step) => step.charAt(0).toUpperCase() + step.slice(1));
  if (first.must === "not be null") return createMissingParameterFault(steps.at(-1) ?? "");
  return createInvalidValueFault(first.value, steps[0] ?? "", first.must);
}

export const createQueueDoesNotExistFault = (): AwsFault =>
  new AwsFault("QueueDoesNotExist", "The specified queue does not exist.", { queryCode: `${LEGACY}NonExistentQueue` });
export const createQueueExistsFault = (attribute: string): AwsFault =>
  new AwsFault(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
    { queryCode: "QueueAlreadyExists" },
  );
export const createQueueDeletedRecentlyFault = (): AwsFault =>
  createLegacyFault(
    "QueueDeletedRecently",
    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
  );
export const createPurgeInProgressFault = (name: string): AwsFault =>
  createLegacyFault(
    "PurgeQueueInProgress",
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
    403,
  );
/** Both texts are known from reports. */
export const createBadQueueNameFault = (): AwsFault =>
  createInvalidParameterFault("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
export const createBadFifoNameFault = (): AwsFault =>
  createInvalidParameterFault(
    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
  );

export const createUnknownAttributeFault = (name: string): AwsFault =>
  createInvalidAttributeNameFault(`Unknown Attribute ${name}.`);
export const createFifoOnlyAttributeFault = (name: string): AwsFault =>
  createInvalidAttributeNameFault(`You can specify the ${name} only when FifoQueue is set to true.`);
export const createBadAttributeFault = (name: string, reason?: string): AwsFault =>
  new AwsFault(
    "InvalidAttributeValue",
    `Invalid value for the parameter ${name}.${reason === undefined ? "" : ` Reason: ${reason}`}`,
    { queryCode: "InvalidAttributeValue" },
  );
export const createOneEncryptionFault = (): AwsFault =>
  createInvalidAttributeNameFault(
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
  );

export const createTooManyEntriesFault = (sent: number): AwsFault =>
  createLegacyFault(
    "TooManyEntriesInBatchRequest",
    `Maximum number of entries per request are 10. You have sent ${sent}.`,
  );
export const createBadEntryIdFault = (): AwsFault =>
  createLegacyFault(
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
  );
/** These two texts are known from reports (aws-sdk-php, issue 630, for the first). */
export const createEmptyBatchFault = (parameter: string): AwsFault =>
  createLegacyFault("EmptyBatchRequest", `There should be at least one ${parameter} in the request.`);
export const createDuplicateEntryIdFault = (id: string): AwsFault =>
  createLegacyFault("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
export const createBatchTooLongFault = (sent: number, max: number): AwsFault =>
  createLegacyFault(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${max} bytes. You have sent ${sent} bytes.`,
  );
/** @param isEntry in a batch, where AWS has another text */
export const createMessageTooLongFault = (max: number, isEntry: boolean): AwsFault =>
  createInvalidParameterFault(
    `One or more parameters ${isEntry ? "cannot be validated" : "are invalid"}. Reason: Message must be shorter than ${max} bytes.`,
  );
/** The code is measured; the text is this project's, with the characters that the API reference allows. */
export const createBadContentsFault = (): AwsFault =>
  new AwsFault(
    "InvalidMessageContents",
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    { queryCode: "InvalidMessageContents" },
  );

export const createNotForThisQueueFault = (value: string | number, parameter: string): AwsFault =>
  createInvalidValueFault(value, parameter, "The request include parameter that is not valid for this queue type.");
export const createNoDeduplicationIdFault = (): AwsFault =>
  createInvalidParameterFault(
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
/** In a batch, AWS has another code for a missing group id. */
export const createEntryWithoutGroupFault = (): AwsFault =>
  createInvalidParameterFault(describeMissing("MessageGroupId"));

export const createBadReceiptHandleFault = (handle: string): AwsFault =>
  new AwsFault("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`, {
    queryCode: "ReceiptHandleIsInvalid",
    status: 404,
  });
export const createHandleExpiredFault = (handle: string): AwsFault =>
  createInvalidValueFault(handle, "ReceiptHandle", "The receipt handle has expired.");
/** The text is known from reports. */
export const createNotInFlightFault = (handle: string): AwsFault =>
  createInvalidValueFault(
    handle,
    "ReceiptHandle",
    "Message does not exist or is not available for visibility timeout change.",
  );
/** The text is known from reports. */
export const createHiddenTooLongFault = (seconds: number): AwsFault =>
  createInvalidValueFault(
    seconds,
    "VisibilityTimeout",
    "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
  );
/** The code and the limit are documented; the text is this project's. */
export const createTooManyInFlightFault = (max: number): AwsFault =>
  new AwsFault("OverLimit", `The queue has ${max} messages in flight, the most that a queue may have.`, {
    queryCode: "OverLimit",
    status: 403,
  });

/** @param parameter `RedrivePolicy` or `RedriveAllowPolicy` */
export const createBadPolicyFault = (policy: string, parameter: string, reason: string): AwsFault =>
  createInvalidValueFault(policy, parameter, `${reason}.`);

export const createSourceMissingFault = (): AwsFault =>
  createNotFoundFault("The resource that you specified for the SourceArn parameter doesn't exist.");
export const createDestinationMissingFault = (): AwsFault =>
  createNotFoundFault("The resource that you specified for the DestinationArn parameter doesn't exist.");
export const createTaskMissingFault = (): AwsFault => createNotFoundFault("Task does not exist.");
export const createBadTaskHandleFault = (): AwsFault =>
  createInvalidParameterFault("Value for parameter TaskHandle is invalid.");
export const createNotDeadLetterQueueFault = (): AwsFault =>
  createInvalidParameterFault("Source queue must be configured as a Dead Letter Queue.");
export const createTaskRunningFault = (): AwsFault =>
  createInvalidParameterFault(
    "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
  );
export const createBadSourceArnFault = (): AwsFault =>
  createInvalidParameterFault(
    "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>",
  );
/** These two texts are this project's. */
export const createTaskEndedFault = (): AwsFault =>
  createInvalidParameterFault("Only a running task can be cancelled.");
export const createOtherQueueTypeFault = (): AwsFault =>
  createInvalidParameterFault("The destination queue must be of the same type as the source queue.");
