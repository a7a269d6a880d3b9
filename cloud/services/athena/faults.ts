import { AwsFault } from "../../core/faults";
import { type Violation } from "../../core/violations";

// AWS's messages: measured on AWS by others (2026-09, facts ATH-002 to ATH-006) or from public reports, unless said
// otherwise.

const invalid = (code: string, message: string): AwsFault =>
  new AwsFault("InvalidRequestException", message, { members: { AthenaErrorCode: code, ErrorCode: code } });
export const invalidInput = (message: string): AwsFault => invalid("INVALID_INPUT", message);
/** A query's text that cannot be parsed; the query is not started (ATH-002). */
export const malformedQuery = (message: string): AwsFault => invalid("MALFORMED_QUERY", message);

/** A request that breaks constraints: AWS answers one message, without the values that were sent. */
export function brokenRules(found: readonly Violation[]): AwsFault {
  const errors = found.length === 1 ? "1 validation error" : `${found.length} validation errors`;
  const each = found.map(
    ({ path, value, must }) =>
      `Value${value === " null" ? value : ""} at '${path}' failed to satisfy constraint: Member must ${must}`,
  );
  return invalidInput(`${errors} detected: ${each.join("; ")}`);
}

export const executionNotFound = (id: string): AwsFault =>
  invalid("QUERY_EXECUTION_NOT_FOUND", `QueryExecution ${id} was not found`);
export const notFinished = (state: string): AwsFault =>
  invalid("INVALID_QUERY_EXECUTION_STATE", `Query has not yet finished. Current state: ${state}`);
export const didNotSucceed = (state: string): AwsFault =>
  invalid("INVALID_QUERY_EXECUTION_STATE", `Query did not finish successfully. Final query state: ${state}`);
export const noResults = (): AwsFault => invalid("RESULT_NOT_FOUND", "Could not find results");
/** The message is ours: AWS's is not known. */
export const mayNotRead = (place: string): AwsFault =>
  invalid("PERMISSION_DENIED", `Access denied when reading the results at ${place}`);
export const tooManyRows = (most: number): AwsFault =>
  invalidInput(`MaxResults is more than maximum allowed length ${most}`);
export const malformedResultToken = (token: string): AwsFault => invalidInput(`Malformed nextPageToken ${token}`);
export const malformedPageToken = (token: string): AwsFault => invalidInput(`The nextPageToken is malformed: ${token}`);

export const noToken = (): AwsFault => invalidInput("clientRequestToken is null or empty");
export const otherParameters = (): AwsFault =>
  invalid("IDEMPOTENT_PARAMETER_MISMATCH", "Idempotent parameters do not match");
export const noS3Path = (): AwsFault => invalidInput("outputLocation is not a valid S3 path.");
export const noOutputLocation = (): AwsFault =>
  invalidInput(
    "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
  );
export const noOutputBucket = (bucket: string): AwsFault =>
  invalidInput(`Unable to verify/create output bucket ${bucket}`);
export const otherBucketOwner = (bucket: string): AwsFault =>
  invalidInput(`The bucket ${bucket} does not belong to the expected bucket owner.`);
export const noLocation = (): AwsFault =>
  malformedQuery("No location was specified for table. An S3 location must be specified");
export const noS3Location = (location: string): AwsFault =>
  invalidInput(`Invalid location ${location} for table. Only S3 locations are allowed`);
/** Seen on AWS for statements that Athena does not support. */
export const unsupportedQuery = (): AwsFault => invalid("MALFORMED_QUERY", "Queries of this type are not supported");
export const emptyStatement = (query: string): AwsFault => malformedQuery(`Empty sql statement: ${query}`);
export const manyStatements = (query: string): AwsFault =>
  malformedQuery(`Only one sql statement is allowed. Got: ${query}`);
/** Athena looks up the table of DESCRIBE and SHOW COLUMNS before the query starts. */
export const entityNotFound = (requestId: string): AwsFault => invalidInput(ofGlue("Entity Not Found", requestId));
/** Glue's EntityNotFoundException as Athena passes it on. */
const ofGlue = (message: string, requestId: string): string =>
  `${message} (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: ${requestId}; Proxy: null)`;
export const catalogNotFound = (name: string): AwsFault =>
  invalid("DATACATALOG_NOT_FOUND", `Catalog '${name}' does not exist`);
export const tooManyQueries = (): AwsFault =>
  new AwsFault(
    "TooManyRequestsException",
    "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account. Contact customer support to request a concurrent query limit increase.",
    { members: { Reason: "CONCURRENT_QUERY_LIMIT_EXCEEDED" } },
  );

export const workGroupNotFound = (): AwsFault => invalidInput("WorkGroup is not found.");
export const workGroupExists = (): AwsFault => invalidInput("WorkGroup is already created");
export const primaryExists = (): AwsFault => invalidInput("primary workGroup could not be created");
export const workGroupNotEmpty = (name: string): AwsFault => invalidInput(`WorkGroup ${name} is not empty`);
/** AWS documents that it refuses these two; its messages are not known. */
export const primaryStays = (): AwsFault => invalidInput("primary workGroup could not be deleted");
export const workGroupDisabled = (name: string): AwsFault => invalidInput(`WorkGroup ${name} is disabled.`);

export const namedQueryNotFound = (id: string): AwsFault =>
  invalid("NAMED_QUERY_NOT_FOUND", `NamedQuery ${id} was not found`);
const resourceNotFound = (message: string, resource: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", message, { members: { ResourceName: resource } });
export const preparedStatementNotFound = (name: string, workGroup: string): AwsFault =>
  resourceNotFound(`PreparedStatement ${name} was not found in workGroup ${workGroup}`, name);
export const preparedStatementExists = (name: string, workGroup: string): AwsFault =>
  invalidInput(`PreparedStatement ${name} already exists in workGroup ${workGroup}`);
export const noTaggedResource = (arn: string): AwsFault => resourceNotFound(`Resource ${arn} was not found.`, arn);
/** Seen on AWS for a table (github.com/DyfanJones/noctua/issues/205); PyAthena recognizes a missing table by it. */
export const metadataNotFound = (message: string, requestId: string): AwsFault =>
  new AwsFault("MetadataException", ofGlue(message, requestId));

/** Not an answer of AWS's: the lab cloud does not support this. */
export const notEmulated = (what: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${what}.`, { status: 501 });
