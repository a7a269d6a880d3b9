import { AwsFault } from "../../../core/faults";
import type { Problem } from "../properties/shape";

/** As AWS's resource handlers call the services. */
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

/** A fault of a service, with what a handler says beside it. */
export class ServiceFault extends Error {
  readonly fault: AwsFault;
  readonly service: string;

  constructor(fault: AwsFault, service: string) {
    super(fault.message, { cause: fault });
    this.fault = fault;
    this.service = service;
  }
}

/** The service is busy with it: CloudFormation tries again. */
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

/** Whether an error passes by itself. @param isThere the resource exists, so that "in use" means that it is being changed */
export const isRetryable = (error: unknown, isThere: boolean): boolean =>
  error instanceof ServiceFault &&
  (RETRYABLE.includes(error.fault.code) || (isThere && IN_USE.includes(error.fault.code)));

const NOT_FOUND = /NotFound|NoSuch|DoesNotExist|NonExistentQueue/;

/** Whether an error says that the thing is not there. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof ServiceFault && NOT_FOUND.test(error.fault.code);

/**
 * Why a resource could not be made, changed or removed, as a stack's event says it.
 *
 * @param ids makes the ids of the request and of the handler's token
 */
export function reasonOf(error: unknown, ids: () => string): string {
  if (error instanceof ServiceFault) {
    const { fault, service } = error;
    const where = `Service: ${SERVICE_NAMES[service] ?? service}, Status Code: ${fault.status}, Request ID: ${ids()}`;
    return `Resource handler returned message: "${fault.message} (${where})" (RequestToken: ${ids()}, HandlerErrorCode: ${handlerCode(fault.code)})`;
  }
  return error instanceof AwsFault ? error.message : "Internal Failure";
}

function handlerCode(code: string): string {
  if (/AlreadyExists|AlreadyOwned|InUse|QueueNameExists|ResourceConflict/.test(code)) return "AlreadyExists";
  if (NOT_FOUND.test(code)) return "NotFound";
  if (/Limit|TooMany/.test(code)) return "ServiceLimitExceeded";
  if (/AccessDenied/.test(code)) return "AccessDenied";
  return /Invalid|Validation|Malformed|MissingParameter/.test(code) ? "InvalidRequest" : "GeneralServiceException";
}

/** What is wrong with a resource's properties, as AWS lists it. */
export const problemsText = (logicalId: string, problems: readonly Problem[]): string =>
  `Properties validation failed for resource ${logicalId} with message:\n${problems.map(({ at, says }) => `${at}: ${says}`).join("\n")}`;
