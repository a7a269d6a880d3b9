import type { ApplicationStatus } from "@aws-sdk/client-kinesis-analytics-v2";
import { AwsFault } from "../../core/faults";

// The codes are those of the API's model. No measured texts are public for most of these, so the texts are this
// project's own, with the facts of AWS's documentation.
export const applicationNotFound = (arn: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Application ${arn} was not found.`);
export const applicationExists = (arn: string): AwsFault =>
  new AwsFault("ResourceInUseException", `Application ${arn} already exists.`);
/** @param verb such as `start` */
export const wrongStatus = (verb: string, arn: string, status: ApplicationStatus): AwsFault =>
  new AwsFault("ResourceInUseException", `Cannot ${verb} application ${arn} while it is in state ${status}.`);
export const snapshotNotFound = (name: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Snapshot ${name} was not found.`);
export const snapshotExists = (name: string): AwsFault =>
  new AwsFault("ResourceInUseException", `Snapshot ${name} already exists.`);
export const operationNotFound = (id: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Operation ${id} was not found.`);
export const versionIsOld = (current: number, given: number): AwsFault =>
  new AwsFault(
    "ConcurrentModificationException",
    `The current version of the application is ${current}, not ${given}. Ask DescribeApplication for ApplicationVersionId, and try again.`,
  );
export const tokenIsOld = (): AwsFault =>
  new AwsFault(
    "ConcurrentModificationException",
    "The ConditionalToken is not the application's current one. Ask DescribeApplication for it, and try again.",
  );
export const tooManyTags = (): AwsFault =>
  new AwsFault("TooManyTagsException", "An application can have no more than 50 tags.");

export const invalidArgument = (message: string): AwsFault => new AwsFault("InvalidArgumentException", message);
export const invalidConfiguration = (message: string): AwsFault =>
  new AwsFault("InvalidApplicationConfigurationException", message);
export const unsupported = (message: string): AwsFault => new AwsFault("UnsupportedOperationException", message);
export const codeIsWrong = (message: string): AwsFault => new AwsFault("CodeValidationException", message);

export const tooManyOutputs = (most: number): AwsFault =>
  new AwsFault("LimitExceededException", `An SQL application has at most ${most} outputs.`);
export const codeTooLarge = (most: number): AwsFault =>
  new AwsFault("LimitExceededException", `The code of an application has at most ${most} bytes.`);
export const notSql = (name: string): AwsFault =>
  unsupported(`The application ${name} is not of SQL-1_0: inputs and outputs are in its own code.`);
export const notForced = (): AwsFault => unsupported("An SQL application cannot be forced to stop.");
export const streamNotReadable = (arn: string): AwsFault =>
  invalidArgument(`The stream ${arn} does not exist, or is not ACTIVE.`);
/** @param records that were sampled */
export const noSchema = (records: readonly string[]): AwsFault =>
  new AwsFault(
    "UnableToDetectSchemaException",
    records.length === 0
      ? "No records came from the stream. They have to be flowing while the schema is discovered."
      : "The records are neither JSON objects nor comma-separated rows of the same length.",
    { members: { RawInputRecords: [...records], ProcessedInputRecords: [...records] } },
  );

export const versionOrTokenNeeded = (): AwsFault =>
  invalidArgument("Give either CurrentApplicationVersionId or ConditionalToken.");
export const otherCreation = (): AwsFault =>
  invalidArgument("The CreateTimestamp is not that of the application. DescribeApplication tells it.");
export const otherSnapshotCreation = (): AwsFault =>
  invalidArgument("The SnapshotCreationTimestamp is not that of the snapshot. DescribeApplicationSnapshot tells it.");
export const invalidToken = (): AwsFault => invalidArgument("The NextToken is not one of this listing.");
export const roleNotUsable = (arn: string): AwsFault =>
  invalidArgument(
    `Please check the role ${arn} is valid or not. The service kinesisanalytics.amazonaws.com has to be able to assume it.`,
  );
