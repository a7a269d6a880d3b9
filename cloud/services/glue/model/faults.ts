import type { ErrorDetail } from "@aws-sdk/client-glue";
import { AwsFault } from "../../../core/faults";
import { formatViolations, type Violation } from "../../../core/rules";

// AWS's texts, from the Glue API and from users' public reports. Glue words the same refusal differently in different
// operations; where only one wording is known, all operations use it.

const createNotFoundFault = (message: string): AwsFault => new AwsFault("EntityNotFoundException", message);
export const createDatabaseNotFoundFault = (name: string): AwsFault =>
  createNotFoundFault(`Database ${name} not found.`);
export const createTaggedNotFoundFault = (arn: string): AwsFault => createNotFoundFault(`Entity not found: ${arn}`);
export const createTableNotFoundFault = (): AwsFault => createNotFoundFault("Entity Not Found");
export const createTableToChangeNotFoundFault = (name: string): AwsFault =>
  createNotFoundFault(`Table ${name} not found.`);
export const createPartitionNotFoundFault = (): AwsFault => createNotFoundFault("Cannot find partition.");
export const createVersionNotFoundFault = (): AwsFault => createNotFoundFault("Version not found.");

const createAlreadyExistsFault = (message: string): AwsFault => new AwsFault("AlreadyExistsException", message);
export const createDatabaseExistsFault = (): AwsFault => createAlreadyExistsFault("Database already exists.");
export const createTableExistsFault = (): AwsFault => createAlreadyExistsFault("Table already exists.");
export const createPartitionExistsFault = (): AwsFault => createAlreadyExistsFault("Partition already exists.");

export const createInvalidInputFault = (message: string): AwsFault => new AwsFault("InvalidInputException", message);
/** The fault for broken member rules: Glue's own code with the sentence that all services use. */
export const createBrokenRulesFault = (found: readonly Violation[]): AwsFault =>
  createInvalidInputFault(formatViolations(found));
export const createTooManyTagsFault = (): AwsFault =>
  createInvalidInputFault("A resource can have no more than 50 tags.");
export const createValuesDoNotMatchKeysFault = (): AwsFault =>
  createInvalidInputFault("The number of partition keys do not match the number of partition values");
export const createInvalidTokenFault = (): AwsFault => createInvalidInputFault("Invalid NextToken.");
export const createInvalidPatternFault = (expression: string): AwsFault =>
  createInvalidInputFault(`Expression '${expression}' is not a valid regular expression.`);
export const createInvalidSegmentFault = (): AwsFault =>
  createInvalidInputFault("SegmentNumber must be less than TotalSegments.");
export const createDuplicateColumnFault = (name: string): AwsFault =>
  createInvalidInputFault(`Column '${name}' is given more than once.`);
export const createPartitionsHaveKeysFault = (): AwsFault =>
  createInvalidInputFault("The number of partition keys of a table that has partitions cannot be changed.");
export const createRenameFault = (): AwsFault =>
  createInvalidInputFault("A database cannot be renamed: DatabaseInput.Name must be Name.");
export const createCurrentVersionFault = (): AwsFault =>
  createInvalidInputFault("The current version of a table cannot be deleted.");

// A partition expression. The sentences are AWS's, from public reports (2022 to 2025).
export const createUnknownColumnFault = (): AwsFault => createInvalidInputFault("Invalid partition expression!");
export const createUnsupportedExpressionFault = (expression: string): AwsFault =>
  createInvalidInputFault(`Unsupported expression '${expression}'`);
export const createUnknownKeyTypeFault = (type: string): AwsFault =>
  createInvalidInputFault(`Unknown type : '${type}'`);
export const createLikeNotSupportedFault = (family: string): AwsFault =>
  createInvalidInputFault(`${family} data type doesn't support operation 'LIKE'`);
/** A stored partition's value is not of its key's type. */
export const createInvalidStateFault = (message: string): AwsFault => new AwsFault("InvalidStateException", message);

export const createStaleVersionFault = (): AwsFault =>
  new AwsFault("ConcurrentModificationException", "Update table failed due to concurrent modifications.");

export const createOtherCatalogFault = (account: string): AwsFault =>
  new AwsFault(
    "NotImplemented",
    `The lab cloud has one Data Catalog, that of account ${account}. Leave CatalogId out.`,
    { status: 501 },
  );

/** A fault as an entry of a batch's Errors. */
export const createErrorDetail = ({ code, message }: AwsFault): ErrorDetail => ({
  ErrorCode: code,
  ErrorMessage: message,
});
