import type { ApplicationStatus } from "@aws-sdk/client-kinesis-analytics-v2";
import { AwsFault } from "../../../core/faults";

// The codes are those of the API's model. No measured texts are public for most of these, so the texts are this
// project's own, with the facts of AWS's documentation.
export const createApplicationNotFoundFault = (arn: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Application ${arn} was not found.`);
export const createApplicationExistsFault = (arn: string): AwsFault =>
  new AwsFault("ResourceInUseException", `Application ${arn} already exists.`);
/** @param verb such as `start` */
export const createStatusFault = (verb: string, arn: string, status: ApplicationStatus): AwsFault =>
  new AwsFault("ResourceInUseException", `Cannot ${verb} application ${arn} while it is in state ${status}.`);
export const createSnapshotNotFoundFault = (name: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Snapshot ${name} was not found.`);
export const createSnapshotExistsFault = (name: string): AwsFault =>
  new AwsFault("ResourceInUseException", `Snapshot ${name} already exists.`);
export const createOperationNotFoundFault = (id: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Operation ${id} was not found.`);
export const createVersionIsOldFault = (current: number, requested: number): AwsFault =>
  new AwsFault(
    "ConcurrentModificationException",
    `The current version of the application is ${current}, not ${requested}. Ask DescribeApplication for ApplicationVersionId, and try again.`,
  );
export const createTokenIsOldFault = (): AwsFault =>
  new AwsFault(
    "ConcurrentModificationException",
    "The ConditionalToken is not the application's current one. Ask DescribeApplication for it, and try again.",
  );
export const createTooManyTagsFault = (): AwsFault =>
  new AwsFault("TooManyTagsException", "An application can have no more than 50 tags.");

export const createArgumentFault = (message: string): AwsFault => new AwsFault("InvalidArgumentException", message);
export const createInvalidConfigurationFault = (message: string): AwsFault =>
  new AwsFault("InvalidApplicationConfigurationException", message);
export const createUnsupportedFault = (message: string): AwsFault =>
  new AwsFault("UnsupportedOperationException", message);
export const createCodeIsWrongFault = (message: string): AwsFault => new AwsFault("CodeValidationException", message);

export const createTooManyOutputsFault = (max: number): AwsFault =>
  new AwsFault("LimitExceededException", `An SQL application has at most ${max} outputs.`);
export const createCodeTooLargeFault = (max: number): AwsFault =>
  new AwsFault("LimitExceededException", `The code of an application has at most ${max} bytes.`);
export const createNotSqlFault = (name: string): AwsFault =>
  createUnsupportedFault(`The application ${name} is not of SQL-1_0: inputs and outputs are in its own code.`);
export const createNotForcedFault = (): AwsFault =>
  createUnsupportedFault("An SQL application cannot be forced to stop.");
export const createStreamNotReadableFault = (arn: string): AwsFault =>
  createArgumentFault(`The stream ${arn} does not exist, or is not ACTIVE.`);
/** @param records that were sampled */
export const createNoSchemaFault = (records: readonly string[]): AwsFault =>
  new AwsFault(
    "UnableToDetectSchemaException",
    records.length === 0
      ? "No records came from the stream. They have to be flowing while the schema is discovered."
      : "The records are neither JSON objects nor comma-separated rows of the same length.",
    { members: { RawInputRecords: [...records], ProcessedInputRecords: [...records] } },
  );

export const createVersionOrTokenNeededFault = (): AwsFault =>
  createArgumentFault("Give either CurrentApplicationVersionId or ConditionalToken.");
export const createOtherCreationFault = (): AwsFault =>
  createArgumentFault("The CreateTimestamp is not that of the application. DescribeApplication returns it.");
export const createOtherSnapshotCreationFault = (): AwsFault =>
  createArgumentFault(
    "The SnapshotCreationTimestamp is not that of the snapshot. DescribeApplicationSnapshot returns it.",
  );
export const createInvalidTokenFault = (): AwsFault => createArgumentFault("The NextToken is not one of this listing.");
export const createRoleNotUsableFault = (arn: string): AwsFault =>
  createArgumentFault(
    `Please check the role ${arn} is valid or not. The service kinesisanalytics.amazonaws.com has to be able to assume it.`,
  );
