import { AwsFault } from "../../../../core/faults";
import type { Problem } from "../properties/shape";

/** The names of services in the messages of AWS's resource handlers. */
const SERVICE_NAMES: Readonly<Record<string, string>> = {
  cloudwatch: "CloudWatch",
  ec2: "Ec2",
  ecr: "Ecr",
  firehose: "Firehose",
  glue: "Glue",
  iam: "Iam",
  kinesis: "Kinesis",
  kms: "Kms",
  lambda: "Lambda",
  logs: "CloudWatchLogs",
  s3: "S3",
  sns: "Sns",
  sqs: "Sqs",
  ssm: "Ssm",
};

/** A fault that a service answered, with the service's name. */
export class ServiceFault extends Error {
  readonly fault: AwsFault;
  readonly service: string;

  constructor(fault: AwsFault, service: string) {
    super(fault.message, { cause: fault });
    this.fault = fault;
    this.service = service;
  }
}

/** A resource entered a state that it can't become ready from. */
export class StabilizationFailure extends Error {
  /**
   * @see https://github.com/aws-cloudformation/cloudformation-cli-java-plugin the message of its CfnNotStabilizedException,
   *  which AWS's published handlers throw; the words of EC2's own handler are not public
   */
  constructor(type: string, id: string) {
    super(`Resource of type '${type}' with identifier '${id}' did not stabilize.`);
  }
}

/** Codes of faults that pass when the service is no longer busy: CloudFormation repeats the call. */
const RETRYABLE = [
  "LimitExceededException",
  "ThrottlingException",
  "Throttling",
  "TooManyRequestsException",
  "ConcurrentModificationException",
  "ConcurrentModification",
  "QueueDeletedRecently",
  "AWS.SimpleQueueService.QueueDeletedRecently",
  "OperationAborted",
];
const IN_USE = ["ResourceInUseException", "ResourceConflictException"];

/** Whether an error passes by itself. @param isThere whether the resource exists, so that "in use" means that it is being changed */
export const isRetryable = (error: unknown, isThere: boolean): boolean =>
  error instanceof ServiceFault &&
  (RETRYABLE.includes(error.fault.code) || (isThere && IN_USE.includes(error.fault.code)));

const NOT_FOUND = /NotFound|NoSuch|DoesNotExist|NonExistentQueue/;

/** Whether an error says that the resource does not exist: an operation's fault, or that of a look into a service. */
export function isNotFound(error: unknown): boolean {
  const fault = error instanceof ServiceFault ? error.fault : error;
  return fault instanceof AwsFault && NOT_FOUND.test(fault.code);
}

/**
 * The reason of a stack's event for a resource that could not be created, changed or deleted.
 *
 * @param ids generates the ids of the request and of the handler's token
 */
export function formatReason(error: unknown, ids: () => string): string {
  if (error instanceof ServiceFault) {
    const { fault, service } = error;
    const where = `Service: ${SERVICE_NAMES[service] ?? service}, Status Code: ${fault.status}, Request ID: ${ids()}`;
    return `Resource handler returned message: "${fault.message} (${where})" (RequestToken: ${ids()}, HandlerErrorCode: ${getHandlerCode(fault.code)})`;
  }
  if (error instanceof StabilizationFailure)
    return `Resource handler returned message: "${error.message}" (RequestToken: ${ids()}, HandlerErrorCode: NotStabilized)`;
  return error instanceof AwsFault ? error.message : "Internal Failure";
}

function getHandlerCode(code: string): string {
  if (/AlreadyExists|AlreadyOwned|InUse|QueueNameExists|ResourceConflict/.test(code)) return "AlreadyExists";
  if (NOT_FOUND.test(code)) return "NotFound";
  if (/Limit|TooMany/.test(code)) return "ServiceLimitExceeded";
  if (/AccessDenied/.test(code)) return "AccessDenied";
  return /Invalid|Validation|Malformed|MissingParameter/.test(code) ? "InvalidRequest" : "GeneralServiceException";
}

/** The problems of a resource's properties, in AWS's format. */
export const formatProblems = (logicalId: string, problems: readonly Problem[]): string =>
  `Properties validation failed for resource ${logicalId} with message:\n${problems.map(({ at, says }) => `${at}: ${says}`).join("\n")}`;
