import { AwsFault } from "../../../core/faults";
import { type Violation } from "../../../core/rules";

// AWS's messages: measured on AWS by others (2026-09, facts ATH-002 to ATH-006) or from public reports, unless said
// otherwise.

const throwInvalid = (code: string, message: string): AwsFault =>
  new AwsFault("InvalidRequestException", message, { members: { AthenaErrorCode: code, ErrorCode: code } });
export const createInvalidInputFault = (message: string): AwsFault => throwInvalid("INVALID_INPUT", message);
/** A query's text that cannot be parsed; the query is not started (ATH-002). */
export const createMalformedQueryFault = (message: string): AwsFault => throwInvalid("MALFORMED_QUERY", message);

/** A request that breaks constraints: AWS answers one message, without the values that were sent. */
export function createBrokenRulesFault(found: readonly Violation[]): AwsFault {
  const errors = found.length === 1 ? "1 validation error" : `${found.length} validation errors`;
  const each = found.map(
    ({ path, value, must }) =>
      `Value${value === " null" ? value : ""} at '${path}' failed to satisfy constraint: Member must ${must}`,
  );
  return createInvalidInputFault(`${errors} detected: ${each.join("; ")}`);
}

export const createExecutionNotFoundFault = (id: string): AwsFault =>
  throwInvalid("QUERY_EXECUTION_NOT_FOUND", `QueryExecution ${id} was not found`);
export const createNotFinishedFault = (state: string): AwsFault =>
  throwInvalid("INVALID_QUERY_EXECUTION_STATE", `Query has not yet finished. Current state: ${state}`);
export const createDidNotSucceedFault = (state: string): AwsFault =>
  throwInvalid("INVALID_QUERY_EXECUTION_STATE", `Query did not finish successfully. Final query state: ${state}`);
export const createNoResultsFault = (): AwsFault => throwInvalid("RESULT_NOT_FOUND", "Could not find results");
/** The message is ours: AWS's is not known. */
export const createCannotReadFault = (location: string): AwsFault =>
  throwInvalid("PERMISSION_DENIED", `Access denied when reading the results at ${location}`);
export const createTooManyRowsFault = (max: number): AwsFault =>
  createInvalidInputFault(`MaxResults is more than maximum allowed length ${max}`);
export const createMalformedResultTokenFault = (token: string): AwsFault =>
  createInvalidInputFault(`Malformed nextPageToken ${token}`);
export const createMalformedPageTokenFault = (token: string): AwsFault =>
  createInvalidInputFault(`The nextPageToken is malformed: ${token}`);

export const createNoTokenFault = (): AwsFault => createInvalidInputFault("clientRequestToken is null or empty");
export const createOtherParametersFault = (): AwsFault =>
  throwInvalid("IDEMPOTENT_PARAMETER_MISMATCH", "Idempotent parameters do not match");
export const createNotAnS3PathFault = (): AwsFault => createInvalidInputFault("outputLocation is not a valid S3 path.");
export const createNoOutputLocationFault = (): AwsFault =>
  createInvalidInputFault(
    "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
  );
export const createNoOutputBucketFault = (bucket: string): AwsFault =>
  createInvalidInputFault(`Unable to verify/create output bucket ${bucket}`);
export const createOtherBucketOwnerFault = (bucket: string): AwsFault =>
  createInvalidInputFault(`The bucket ${bucket} does not belong to the expected bucket owner.`);
export const createNoLocationFault = (): AwsFault =>
  createMalformedQueryFault("No location was specified for table. An S3 location must be specified");
export const createNoS3LocationFault = (location: string): AwsFault =>
  createInvalidInputFault(`Invalid location ${location} for table. Only S3 locations are allowed`);
/** Seen on AWS for statements that Athena does not support. */
export const createUnsupportedQueryFault = (): AwsFault =>
  throwInvalid("MALFORMED_QUERY", "Queries of this type are not supported");
export const createEmptyStatementFault = (query: string): AwsFault =>
  createMalformedQueryFault(`Empty sql statement: ${query}`);
export const createManyStatementsFault = (query: string): AwsFault =>
  createMalformedQueryFault(`Only one sql statement is allowed. Got: ${query}`);
/** Athena looks up the table of DESCRIBE and SHOW COLUMNS before the query starts. */
export const createEntityNotFoundFault = (requestId: string): AwsFault =>
  createInvalidInputFault(fromGlueFault("Entity Not Found", requestId));
/** Glue's EntityNotFoundException as Athena passes it on. */
const fromGlueFault = (message: string, requestId: string): string =>
  `${message} (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: ${requestId}; Proxy: null)`;
export const createCatalogNotFoundFault = (name: string): AwsFault =>
  throwInvalid("DATACATALOG_NOT_FOUND", `Catalog '${name}' does not exist`);
export const createTooManyQueriesFault = (): AwsFault =>
  new AwsFault(
    "TooManyRequestsException",
    "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account. Contact customer support to request a concurrent query limit increase.",
    { members: { Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED" } },
  );

export const createWorkGroupNotFoundFault = (): AwsFault => createInvalidInputFault("WorkGroup is not found.");
export const createWorkGroupExistsFault = (): AwsFault => createInvalidInputFault("WorkGroup is already created");
export const createPrimaryExistsFault = (): AwsFault =>
  createInvalidInputFault("primary workGroup could not be created");
export const createWorkGroupNotEmptyFault = (name: string): AwsFault =>
  createInvalidInputFault(`WorkGroup ${name} is not empty`);
/** AWS documents that it refuses these two; its messages are not known. */
export const createPrimaryStaysFault = (): AwsFault =>
  createInvalidInputFault("primary workGroup could not be deleted");
export const createWorkGroupDisabledFault = (name: string): AwsFault =>
  createInvalidInputFault(`WorkGroup ${name} is disabled.`);

export const createNamedQueryNotFoundFault = (id: string): AwsFault =>
  throwInvalid("NAMED_QUERY_NOT_FOUND", `NamedQuery ${id} was not found`);
const createResourceNotFoundFault = (message: string, resource: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", message, { members: { ResourceName: resource } });
export const createPreparedStatementNotFoundFault = (name: string, workGroup: string): AwsFault =>
  createResourceNotFoundFault(`PreparedStatement ${name} was not found in workGroup ${workGroup}`, name);
export const createPreparedStatementExistsFault = (name: string, workGroup: string): AwsFault =>
  createInvalidInputFault(`PreparedStatement ${name} already exists in workGroup ${workGroup}`);
export const createNoTaggedResourceFault = (arn: string): AwsFault =>
  createResourceNotFoundFault(`Resource ${arn} was not found.`, arn);
/** Seen on AWS for a table (github.com/DyfanJones/noctua/issues/205); PyAthena recognizes a missing table by it. */
export const createMetadataNotFoundFault = (message: string, requestId: string): AwsFault =>
  new AwsFault("MetadataException", fromGlueFault(message, requestId));

/** Not an answer of AWS's: the lab cloud does not support this. */
export const createNotEmulatedFault = (subject: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${subject}.`, { status: 501 });
