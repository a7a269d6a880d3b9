import type { ErrorDetail } from "@aws-sdk/client-glue";
import { AwsFault } from "../../core/faults";
import { violationsText, type Violation } from "../../core/violations";

// AWS's texts, from the Glue API and from users' public reports. Glue words the same refusal differently in different
// operations; where only one wording is known, all operations use it.

const notFound = (message: string): AwsFault => new AwsFault("EntityNotFoundException", message);
export const databaseNotFound = (name: string): AwsFault => notFound(`Database ${name} not found.`);
export const taggedNotFound = (arn: string): AwsFault => notFound(`Entity not found: ${arn}`);
export const tableNotFound = (): AwsFault => notFound("Entity Not Found");
export const tableToChangeNotFound = (name: string): AwsFault => notFound(`Table ${name} not found.`);
export const partitionNotFound = (): AwsFault => notFound("Cannot find partition.");
export const versionNotFound = (): AwsFault => notFound("Version not found.");

const exists = (message: string): AwsFault => new AwsFault("AlreadyExistsException", message);
export const databaseExists = (): AwsFault => exists("Database already exists.");
export const tableExists = (): AwsFault => exists("Table already exists.");
export const partitionExists = (): AwsFault => exists("Partition already exists.");

export const invalidInput = (message: string): AwsFault => new AwsFault("InvalidInputException", message);
/** The fault for broken member rules: Glue's own code with the sentence that all services use. */
export const brokenRules = (found: readonly Violation[]): AwsFault => invalidInput(violationsText(found));
export const tooManyTags = (): AwsFault => invalidInput("A resource can have no more than 50 tags.");
export const valuesDoNotMatchKeys = (): AwsFault =>
  invalidInput("The number of partition keys do not match the number of partition values");
export const invalidToken = (): AwsFault => invalidInput("Invalid NextToken.");
export const invalidPattern = (expression: string): AwsFault =>
  invalidInput(`Expression '${expression}' is not a valid regular expression.`);
export const invalidSegment = (): AwsFault => invalidInput("SegmentNumber must be less than TotalSegments.");
export const columnTwice = (name: string): AwsFault => invalidInput(`Column '${name}' is given more than once.`);
export const partitionsHaveKeys = (): AwsFault =>
  invalidInput("The number of partition keys of a table that has partitions cannot be changed.");
export const renaming = (): AwsFault => invalidInput("A database cannot be renamed: DatabaseInput.Name must be Name.");
export const currentVersion = (): AwsFault => invalidInput("The current version of a table cannot be deleted.");

// A partition expression. The sentences are AWS's, from public reports (2022 to 2025).
export const unknownColumn = (): AwsFault => invalidInput("Invalid partition expression!");
export const unsupportedExpression = (expression: string): AwsFault =>
  invalidInput(`Unsupported expression '${expression}'`);
export const unknownKeyType = (type: string): AwsFault => invalidInput(`Unknown type : '${type}'`);
export const likeNotFor = (family: string): AwsFault =>
  invalidInput(`${family} data type doesn't support operation 'LIKE'`);
/** A stored partition's value is not of its key's type. */
export const invalidState = (message: string): AwsFault => new AwsFault("InvalidStateException", message);

export const staleVersion = (): AwsFault =>
  new AwsFault("ConcurrentModificationException", "Update table failed due to concurrent modifications.");

export const otherCatalog = (account: string): AwsFault =>
  new AwsFault(
    "NotImplemented",
    `The lab cloud has one Data Catalog, that of account ${account}. Leave CatalogId out.`,
    { status: 501 },
  );

/** A fault as an entry of a batch's Errors. */
export const errorDetail = ({ code, message }: AwsFault): ErrorDetail => ({ ErrorCode: code, ErrorMessage: message });
