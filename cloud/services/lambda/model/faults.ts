import { getServiceOfArn } from "../../../core/arn-parts";
import { AwsFault } from "../../../core/faults";
import { CODE_NOT_ALLOWED } from "../../../processes/processes";

// AWS's own texts, from its API reference, recorded answers and users' reports.

const createUserFault = (code: string, message: string, status: number): AwsFault =>
  new AwsFault(code, message, { status, members: { Type: "User" } });

export const createCodeNotAllowedFault = (): AwsFault =>
  createUserFault("AccessDeniedException", CODE_NOT_ALLOWED, 403);
export const createInvalidFault = (message: string): AwsFault =>
  createUserFault("InvalidParameterValueException", message, 400);
export const createConflictFault = (message: string): AwsFault =>
  createUserFault("ResourceConflictException", message, 409);
/** For texts of the lab cloud's own. */
const createNotImplementedFault = (message: string): AwsFault =>
  new AwsFault("NotImplemented", message, { status: 501 });

export const createDestinationNotEmulatedFault = (service: string): AwsFault =>
  createNotImplementedFault(
    `The lab cloud does not emulate destinations of ${service}: give the ARN of a queue or a topic.`,
  );

/** This fault spells its member `Message` with a capital letter. */
const createNotFoundFault = (message: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", message, { status: 404, members: { Type: "User", Message: message } });

export const createFunctionElsewhereFault = (region: string, here: string): AwsFault =>
  createNotFoundFault(`Functions from '${region}' are not reachable in this region ('${here}')`);
/** AWS's message is empty (recorded on AWS by LocalStack, 2025-11-25, test_function_arns); this text is the lab cloud's own. */
export const createForeignFunctionFault = (account: string): AwsFault =>
  createUserFault("AccessDeniedException", `Functions of the account ${account} are not reachable from this one.`, 403);
/** The text of PutFunctionEventInvokeConfig. */
export const createNoSuchFunctionFault = (): AwsFault => createNotFoundFault("The function doesn't exist.");
export const createFunctionsOnlyFault = (): AwsFault =>
  createInvalidFault(
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
  );
export const createFunctionNotFoundFault = (arn: string): AwsFault => createNotFoundFault(`Function not found: ${arn}`);
/** The text of UpdateAlias; other operations have that of `createAliasNotFoundFault`. */
export const createAliasToUpdateNotFoundFault = (arn: string): AwsFault =>
  createNotFoundFault(`Alias not found: ${arn}`);
export const createAliasNotFoundFault = (arn: string): AwsFault => createNotFoundFault(`Cannot find alias arn: ${arn}`);
export const createPolicyNotFoundFault = (): AwsFault =>
  createNotFoundFault("The resource you requested does not exist.");
export const createNoPolicyFault = (): AwsFault =>
  createNotFoundFault("No policy is associated with the given resource.");
/** The text of RemovePermission, if there is no function. */
export const createNoPolicyForFault = (arn: string): AwsFault => createNotFoundFault(`No policy found for: ${arn}`);
/** For a request whose tags are empty. */
export const createNoTagsFault = (): AwsFault =>
  createInvalidFault("An error occurred and the request cannot be processed.");
export const createTooManyTagsFault = (): AwsFault => createInvalidFault("Number of tags exceeds resource tag limit.");
export const createCapacityProviderNotFoundFault = (arn: string): AwsFault =>
  createNotFoundFault(`Capacity provider not found: ${arn}`);
/** The text of the operations on tags. */
export const createTaggedMappingNotFoundFault = (arn: string): AwsFault =>
  createNotFoundFault(`Event source mapping not found: ${arn}`);
export const createMappingNotFoundFault = (): AwsFault =>
  createNotFoundFault("The resource you requested does not exist.");
export const createStatementNotFoundFault = (id: string): AwsFault =>
  createNotFoundFault(`Statement ${id} is not found in resource policy.`);
export const createEventInvokeConfigNotFoundFault = (arn: string): AwsFault =>
  createNotFoundFault(`The function ${arn} doesn't have an EventInvokeConfig`);

export const createFunctionExistsFault = (name: string): AwsFault =>
  createConflictFault(`Function already exist: ${name}`);
export const createAliasExistsFault = (arn: string): AwsFault => createConflictFault(`Alias already exists: ${arn}`);
export const createStatementExistsFault = (id: string): AwsFault =>
  createConflictFault(
    `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );
export const createNotActiveYetFault = (): AwsFault =>
  createConflictFault(
    "The operation cannot be performed at this time. The function is currently in the following state: Pending",
  );
export const createUpdateInProgressFault = (arn: string): AwsFault =>
  createConflictFault(`The operation cannot be performed at this time. An update is in progress for resource: ${arn}`);
export const createMappingBusyFault = (verb: "update" | "delete"): AwsFault =>
  createUserFault("ResourceInUseException", `Cannot ${verb} the event source mapping because it is in use.`, 400);
export function createMappingExistsFault(source: string, name: string, uuid: string): AwsFault {
  const advice = `Please update or delete the existing mapping with UUID ${uuid}`;
  return createConflictFault(
    getServiceOfArn(source) === "sqs"
      ? `An event source mapping with SQS arn (" ${source} ") and function (" ${name} ") already exists. ${advice}`
      : `The event source arn (" ${source} ") and function (" ${name} ") provided mapping already exists. ${advice}`,
  );
}
/** @param reader the operations that return the latest revision */
export const createRevisionDiffersFault = (
  reader: "GetFunction/GetAlias" | "GetPolicy" | "GetLayerPolicy" = "GetFunction/GetAlias",
): AwsFault =>
  createUserFault(
    "PreconditionFailedException",
    `The Revision Id provided does not match the latest Revision Id. Call the ${reader} API to retrieve the latest Revision Id`,
    412,
  );

export const createCannotAssumeRoleFault = (): AwsFault =>
  createInvalidFault("The role defined for the function cannot be assumed by Lambda.");
/** The function's role existed when the function was created. */
export const createRoleIsGoneFault = (): AwsFault =>
  createUserFault("AccessDeniedException", "The role defined for the function cannot be assumed by Lambda.", 403);
/** S3's fault, since on AWS the links lead to S3. */
export const createBadLinkFault = (): AwsFault => new AwsFault("AccessDenied", "Request has expired", { status: 403 });
export const createNotUnzippedFault = (): AwsFault =>
  createInvalidFault("Could not unzip uploaded file. Please check your file, then try to upload again.");
export const createEmptyZipFault = (): AwsFault => createInvalidFault("Uploaded file must be a non-empty zip");
export const createZipTooLargeFault = (bytes: number): AwsFault =>
  new AwsFault("RequestEntityTooLargeException", `Zipped size must be smaller than ${bytes} bytes`, { status: 413 });
export const createUnzippedTooLargeFault = (bytes: number): AwsFault =>
  createInvalidFault(`Unzipped size must be smaller than ${bytes} bytes`);
export const createNoCodeFault = (): AwsFault => createInvalidFault("Please provide a source for function code.");
export const createCodeObjectFault = (code: string, message: string): AwsFault =>
  createInvalidFault(`Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`);
export const createCodeObjectDeniedFault = (bucket: string, key: string): AwsFault =>
  createUserFault(
    "AccessDeniedException",
    `Your access has been denied by S3, please make sure your request credentials have permission to GetObject for ${bucket}/${key}. S3 Error Code: AccessDenied. S3 Error Message: Access Denied`,
    403,
  );
export const createEnvironmentTooLargeFault = (measured: string): AwsFault =>
  createInvalidFault(
    `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
  );
export const createReservedVariablesFault = (names: readonly string[]): AwsFault =>
  createInvalidFault(
    `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${names.join(", ")}`,
  );
export const createRuntimeNotRunFault = (runtime: string): AwsFault =>
  createNotImplementedFault(
    `The lab cloud runs functions of nodejs20.x and python3.9, and of newer versions of both. It does not emulate ${runtime}.`,
  );
export const createLogLevelsNeedJsonFault = (): AwsFault =>
  createInvalidFault(
    'LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or change the LogFormat to "JSON" and try again.',
  );
export const createTooManyLayersFault = (max: number): AwsFault =>
  createInvalidFault(`Cannot reference more than ${max} layers.`);
export const createLayerMissingFault = (arn: string): AwsFault =>
  createInvalidFault(`Layer version ${arn} does not exist.`);
/** GetLayerVersionPolicy has the same text. */
export const createNoSuchLayerVersionFault = (arn: string): AwsFault =>
  createNotFoundFault(`Layer version ${arn} does not exist.`);
export const createLayerVersionNotFoundFault = (): AwsFault =>
  createNotFoundFault("The resource you requested does not exist.");
export const createLayerVersionTooLowFault = (): AwsFault => createInvalidFault("Layer Version Cannot be less than 1");
export const createLayerVersionsMixedFault = (first: string, second: string): AwsFault =>
  createInvalidFault(
    `Two different versions of the same layer are not allowed to be referenced in the same function. ${first} and ${second} are versions of the same layer.`,
  );
export const createLayersElsewhereFault = (region: string): AwsFault =>
  createInvalidFault(
    `Layers are not in the same region as the function. Layers are expected to be in region ${region}.`,
  );
export const createLayersTooLargeFault = (bytes: number): AwsFault =>
  createInvalidFault(`Layers consume more than the available size of ${bytes} bytes`);
export const createCodeWithLayersTooLargeFault = (max: number, bytes: number): AwsFault =>
  createInvalidFault(
    `Function code combined with layers exceeds the maximum allowed size of ${max} bytes. The actual size is ${bytes} bytes.`,
  );
export const createForeignLayerFault = (arn: string): AwsFault =>
  createNotImplementedFault(
    `The lab cloud has no layers of other accounts, so not ${arn}. Publish a zip of its content as a layer of this account.`,
  );
export const createExtensionsNotRunFault = (file: string): AwsFault =>
  createNotImplementedFault(
    `The lab cloud does not emulate extensions: on AWS, ${file} of this layer would run next to functions.`,
  );
export const createWrapperNotRunFault = (): AwsFault =>
  createNotImplementedFault("The lab cloud does not emulate wrapper scripts: leave AWS_LAMBDA_EXEC_WRAPPER out.");
export const createArchitecturesMixedFault = (): AwsFault =>
  createInvalidFault("Exactly one architecture must be provided.");

export const createTooManyRequestsFault = (
  reason: "ReservedFunctionConcurrentInvocationLimitExceeded" | "ConcurrentInvocationLimitExceeded",
): AwsFault =>
  new AwsFault("TooManyRequestsException", "Rate Exceeded.", {
    status: 429,
    members: { Type: "User", Reason: reason },
  });
export const createRequestTooLargeFault = (limit: number, operation: string): AwsFault =>
  createUserFault(
    "RequestTooLargeException",
    `Request must be smaller than ${limit} bytes for the ${operation} operation`,
    413,
  );
export const createNotJsonFault = (why: string): AwsFault =>
  createUserFault("InvalidRequestContentException", `Could not parse request body into json: ${why}`, 400);
/** Without the member `Type` (recorded on AWS by LocalStack, 2025-11-25, test_function_concurrency_limits). */
export const createUnreservedTooLowFault = (min: number): AwsFault =>
  new AwsFault(
    "InvalidParameterValueException",
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${min}].`,
  );
/** For texts of the lab cloud's own. */
export const createServiceException = (message: string): AwsFault =>
  new AwsFault("ServiceException", message, { status: 500, members: { Type: "Service" } });
export const createNameTooLongFault = (name: string, max: number): AwsFault =>
  createInvalidFault(
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
  );

/** @param fault the fault of KMS */
export const createKeyInvalidFault = ({ code, message }: AwsFault): AwsFault =>
  createInvalidFault(
    "Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. " +
      `Please check your KMS key settings. KMS Exception: ${code} KMS Message: ${message}`,
  );
