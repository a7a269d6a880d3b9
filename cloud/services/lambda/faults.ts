import { serviceOfArn } from "../../core/arn-parts";
import { AwsFault } from "../../core/faults";
import { CODE_NOT_ALLOWED } from "../../processes/processes";

// AWS's own texts, from its API reference, recorded answers and users' reports.

const user = (code: string, message: string, status: number): AwsFault =>
  new AwsFault(code, message, { status, members: { Type: "User" } });

export const codeNotAllowed = (): AwsFault => user("AccessDeniedException", CODE_NOT_ALLOWED, 403);
export const invalid = (message: string): AwsFault => user("InvalidParameterValueException", message, 400);
export const conflict = (message: string): AwsFault => user("ResourceConflictException", message, 409);
/** For texts of the lab cloud's own. */
const notImplemented = (message: string): AwsFault => new AwsFault("NotImplemented", message, { status: 501 });

export const destinationNotEmulated = (service: string): AwsFault =>
  notImplemented(`The lab cloud does not emulate destinations of ${service}: give the ARN of a queue or a topic.`);

/** This fault spells its member `Message` with a capital letter. */
const notFound = (message: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", message, { status: 404, members: { Type: "User", Message: message } });

export const functionElsewhere = (region: string, here: string): AwsFault =>
  notFound(`Functions from '${region}' are not reachable in this region ('${here}')`);
/** The text of PutFunctionEventInvokeConfig. */
export const noSuchFunction = (): AwsFault => notFound("The function doesn't exist.");
export const functionsOnly = (): AwsFault =>
  invalid(
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
  );
export const functionNotFound = (arn: string): AwsFault => notFound(`Function not found: ${arn}`);
/** The text of UpdateAlias; other operations have that of `aliasNotFound`. */
export const aliasToUpdateNotFound = (arn: string): AwsFault => notFound(`Alias not found: ${arn}`);
export const aliasNotFound = (arn: string): AwsFault => notFound(`Cannot find alias arn: ${arn}`);
export const policyNotFound = (): AwsFault => notFound("The resource you requested does not exist.");
export const noPolicy = (): AwsFault => notFound("No policy is associated with the given resource.");
/** The text of RemovePermission, if there is no function. */
export const noPolicyFor = (arn: string): AwsFault => notFound(`No policy found for: ${arn}`);
/** The text of the operations on tags. */
export const taggedMappingNotFound = (arn: string): AwsFault => notFound(`Event source mapping not found: ${arn}`);
export const mappingNotFound = (): AwsFault => notFound("The resource you requested does not exist.");
export const statementNotFound = (id: string): AwsFault => notFound(`Statement ${id} is not found in resource policy.`);
export const eventInvokeConfigNotFound = (arn: string): AwsFault =>
  notFound(`The function ${arn} doesn't have an EventInvokeConfig`);

export const functionExists = (name: string): AwsFault => conflict(`Function already exist: ${name}`);
export const aliasExists = (arn: string): AwsFault => conflict(`Alias already exists: ${arn}`);
export const statementExists = (id: string): AwsFault =>
  conflict(
    `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );
export const notActiveYet = (): AwsFault =>
  conflict("The operation cannot be performed at this time. The function is currently in the following state: Pending");
export const updateInProgress = (arn: string): AwsFault =>
  conflict(`The operation cannot be performed at this time. An update is in progress for resource: ${arn}`);
export const mappingBusy = (verb: "update" | "delete"): AwsFault =>
  user("ResourceInUseException", `Cannot ${verb} the event source mapping because it is in use.`, 400);
export function mappingExists(source: string, name: string, uuid: string): AwsFault {
  const advice = `Please update or delete the existing mapping with UUID ${uuid}`;
  return conflict(
    serviceOfArn(source) === "sqs"
      ? `An event source mapping with SQS arn (" ${source} ") and function (" ${name} ") already exists. ${advice}`
      : `The event source arn (" ${source} ") and function (" ${name} ") provided mapping already exists. ${advice}`,
  );
}
export const revisionDiffers = (): AwsFault =>
  user(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    412,
  );

export const cannotAssumeRole = (): AwsFault =>
  invalid("The role defined for the function cannot be assumed by Lambda.");
/** The function's role existed when the function was created. */
export const roleIsGone = (): AwsFault =>
  user("AccessDeniedException", "The role defined for the function cannot be assumed by Lambda.", 403);
/** S3's fault, since on AWS the links lead to S3. */
export const linkNotGood = (): AwsFault => new AwsFault("AccessDenied", "Request has expired", { status: 403 });
export const notUnzipped = (): AwsFault =>
  invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");
export const emptyZip = (): AwsFault => invalid("Uploaded file must be a non-empty zip");
export const unzippedTooLarge = (bytes: number): AwsFault =>
  invalid(`Unzipped size must be smaller than ${bytes} bytes`);
export const noCode = (): AwsFault => invalid("Please provide a source for function code.");
export const codeObjectError = (code: string, message: string): AwsFault =>
  invalid(`Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`);
export const codeObjectDenied = (bucket: string, key: string): AwsFault =>
  user(
    "AccessDeniedException",
    `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${bucket}/${key}. S3 Error Code: AccessDenied. S3 Error Message: Access Denied`,
    403,
  );
export const environmentTooLarge = (measured: string): AwsFault =>
  invalid(
    `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
  );
export const reservedVariables = (names: readonly string[]): AwsFault =>
  invalid(
    `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${names.join(", ")}`,
  );
export const runtimeNotRun = (runtime: string): AwsFault =>
  notImplemented(
    `The lab cloud runs functions of nodejs20.x and python3.9, and of newer versions of both. It does not emulate ${runtime}.`,
  );
export const logLevelsNeedJson = (): AwsFault =>
  invalid(
    'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
  );
export const tooManyLayers = (most: number): AwsFault => invalid(`Cannot reference more than ${most} layers.`);
export const layerMissing = (arn: string): AwsFault => invalid(`Layer version ${arn} does not exist.`);
/** GetLayerVersionPolicy has the same text. */
export const noSuchLayerVersion = (arn: string): AwsFault => notFound(`Layer version ${arn} does not exist.`);
export const layerVersionNotFound = (): AwsFault => notFound("The resource you requested does not exist.");
export const layerVersionTooLow = (): AwsFault => invalid("Layer Version Cannot be less than 1");
export const layerVersionsMixed = (one: string, other: string): AwsFault =>
  invalid(
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${one} and ${other} are versions of the same layer.`,
  );
export const layersElsewhere = (region: string): AwsFault =>
  invalid(`Layers are not in the same region as the function. Layers are expected to be in region ${region}.`);
export const layersTooLarge = (bytes: number): AwsFault =>
  invalid(`Layers consume more than the available size of ${bytes} bytes`);
export const codeWithLayersTooLarge = (most: number, bytes: number): AwsFault =>
  invalid(
    `Function code combined with layers exceeds the maximum allowed size of ${most} bytes. The actual size is ${bytes} bytes.`,
  );
export const layerRevisionDiffers = (): AwsFault =>
  user(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id",
    412,
  );
export const layerOfOthers = (arn: string): AwsFault =>
  notImplemented(
    `The lab cloud has no layers of other accounts, so not ${arn}. Publish a zip of its content as a layer of this account.`,
  );
export const extensionsNotRun = (file: string): AwsFault =>
  notImplemented(
    `The lab cloud does not emulate extensions: on AWS, ${file} of this layer would run beside functions.`,
  );
export const wrapperNotRun = (): AwsFault =>
  notImplemented("The lab cloud does not emulate wrapper scripts: leave AWS_LAMBDA_EXEC_WRAPPER out.");
export const architecturesMixed = (): AwsFault => invalid("Exactly one architecture must be provided.");

export const tooManyRequests = (
  reason: "ReservedFunctionConcurrentInvocationLimitExceeded" | "ConcurrentInvocationLimitExceeded",
): AwsFault =>
  new AwsFault("TooManyRequestsException", "Rate Exceeded.", {
    status: 429,
    members: { Type: "User", Reason: reason },
  });
export const requestTooLarge = (limit: number, operation: string): AwsFault =>
  user("RequestTooLargeException", `Request must be smaller than ${limit} bytes for the ${operation} operation`, 413);
export const notJson = (why: string): AwsFault =>
  user("InvalidRequestContentException", `Could not parse request body into json: ${why}`, 400);
export const unreservedTooLow = (least: number): AwsFault =>
  invalid(
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${least}].`,
  );
/** For texts of the lab cloud's own. */
export const serviceException = (message: string): AwsFault =>
  new AwsFault("ServiceException", message, { status: 500, members: { Type: "Service" } });
export const nameTooLong = (name: string): AwsFault =>
  invalid(
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  );

/** @param fault the fault of KMS */
export const keyInvalid = ({ code, message }: AwsFault): AwsFault =>
  invalid(
    "Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. " +
      `Please check your KMS key settings. KMS Exception: ${code} KMS Message: ${message}`,
  );
