import * as faults from "../model/faults";
import { UpdateDestination$ } from "@aws-sdk/client-firehose";
import type * as sdk from "@aws-sdk/client-firehose";
import { optional, refused, required, type CheckedInput, type Members } from "../../../core/members";
import { string, type Rule } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operationWithNotes } from "../../framework/operation";
import { checkDestination, checkTogether } from "../model/destination/check";
import { OBJECT_KEY, reportObjectKey } from "./delivery-stream-encryption";
import { deliveryStreamName } from "../model/fields";
import { checkRoles } from "./roles";
import type { StoredStream } from "../model/stored-stream";
import type { DestinationInput, S3Input } from "../model/destination-input";
import { extendedS3Update, s3Update, getDefaultHints } from "../model/destination/settings";
import { findParameter } from "../model/destination/processors";

/** The one destination that a delivery stream has. AWS numbers destinations, but a stream never has a second one. */
export const DESTINATION_ID = "destinationId-000000000001";

/**
 * A destination as DescribeDeliveryStream gives it: with every default, and twice, since AWS mirrors the extended
 * description in a plain one.
 */
export const describeDestination = (input: DestinationInput): sdk.DestinationDescription => ({
  DestinationId: DESTINATION_ID,
  S3DestinationDescription: describeS3(input),
  ExtendedS3DestinationDescription: describeExtended(input),
});

function describeS3(input: S3Input & Partial<DestinationInput>): sdk.S3DestinationDescription {
  const { RoleARN, BucketARN, Prefix, ErrorOutputPrefix, BufferingHints, CompressionFormat, CloudWatchLoggingOptions } =
    input;
  const key = input.EncryptionConfiguration?.KMSEncryptionConfig;
  return {
    RoleARN,
    BucketARN,
    ...(Prefix === undefined ? {} : { Prefix }),
    ...(ErrorOutputPrefix === undefined ? {} : { ErrorOutputPrefix }),
    BufferingHints: { ...getDefaultHints(input), ...BufferingHints },
    CompressionFormat: CompressionFormat ?? "UNCOMPRESSED",
    EncryptionConfiguration: key === undefined ? { NoEncryptionConfig: "NoEncryption" } : { KMSEncryptionConfig: key },
    CloudWatchLoggingOptions: { Enabled: false, ...CloudWatchLoggingOptions },
  };
}

function describeExtended(input: DestinationInput): sdk.ExtendedS3DestinationDescription {
  const {
    DynamicPartitioningConfiguration,
    DataFormatConversionConfiguration,
    S3BackupMode,
    FileExtension,
    CustomTimeZone,
  } = input;
  return {
    ...describeS3(input),
    ...(input.ProcessingConfiguration && {
      ProcessingConfiguration: describeProcessing(input, input.ProcessingConfiguration),
    }),
    S3BackupMode: S3BackupMode ?? "Disabled",
    ...(input.S3BackupConfiguration && { S3BackupDescription: describeS3(input.S3BackupConfiguration) }),
    DataFormatConversionConfiguration:
      DataFormatConversionConfiguration === undefined
        ? { Enabled: false }
        : { Enabled: true, ...DataFormatConversionConfiguration },
    ...(DynamicPartitioningConfiguration && {
      DynamicPartitioningConfiguration: {
        RetryOptions: { DurationInSeconds: 300 },
        ...DynamicPartitioningConfiguration,
      },
    }),
    ...(FileExtension === undefined ? {} : { FileExtension }),
    ...(CustomTimeZone && { CustomTimeZone }),
  };
}

/** A function's parameters come with their defaults, in AWS's order; other processors as they were given (FH-099). */
function describeProcessing(
  { RoleARN }: S3Input,
  { Enabled = false, Processors }: NonNullable<DestinationInput["ProcessingConfiguration"]>,
): sdk.ProcessingConfiguration {
  if (Processors === undefined) return { Enabled };
  return {
    Enabled,
    Processors: Processors.map((processor) =>
      processor.Type !== "Lambda"
        ? processor
        : {
            Type: processor.Type,
            Parameters: LAMBDA_DEFAULTS.map(([ParameterName, value]) => ({
              ParameterName,
              ParameterValue: findParameter(processor, ParameterName) ?? value ?? RoleARN,
            })),
          },
    ),
  };
}

/** The role's default is the destination's own; an ARN is always given. */
const LAMBDA_DEFAULTS = [
  ["LambdaArn", ""],
  ["NumberOfRetries", "3"],
  ["RoleArn", undefined],
  ["BufferSizeInMBs", "1"],
  ["BufferIntervalInSeconds", "60"],
] as const;

type RuleValue<R> = R extends Rule<infer T> ? T : never;
/** The members of an update to an extended destination; an update to a plain one has fewer. */
type DestinationUpdate = RuleValue<typeof extendedS3Update>;

/**
 * Merges an update into a stored destination: a given member replaces the stored one, others stay.
 *
 * @remarks Measured on AWS in 2026: ProcessingConfiguration is replaced as a whole, while DataFormatConversionConfiguration
 *          and the schema in it are merged member by member.
 * @throws AwsFault InvalidArgumentException for members that cannot be changed
 */
function mergeDestination(
  stored: DestinationInput,
  { S3BackupUpdate, DataFormatConversionConfiguration, ...update }: DestinationUpdate,
): DestinationInput {
  const merged = {
    ...stored,
    ...removeUndefined(update),
    ...(DataFormatConversionConfiguration && {
      DataFormatConversionConfiguration: mergeConversion(
        stored.DataFormatConversionConfiguration,
        DataFormatConversionConfiguration,
      ),
    }),
    ...(S3BackupUpdate && { S3BackupConfiguration: mergeBackup(stored.S3BackupConfiguration, S3BackupUpdate) }),
  };
  if (isPartitioned(stored) !== isPartitioned(merged)) throw faults.createPartitioningIsFixedFault();
  if (stored.S3BackupMode === "Enabled" && merged.S3BackupMode === "Disabled") throw faults.createBackupStaysFault();
  return merged;
}

const isPartitioned = ({ DynamicPartitioningConfiguration }: DestinationInput): boolean =>
  DynamicPartitioningConfiguration?.Enabled ?? false;

type Conversion = NonNullable<DestinationInput["DataFormatConversionConfiguration"]>;

const mergeConversion = (stored: Conversion | undefined, update: Conversion): Conversion => ({
  ...stored,
  ...removeUndefined(update),
  ...((stored?.SchemaConfiguration ?? update.SchemaConfiguration) && {
    SchemaConfiguration: { ...stored?.SchemaConfiguration, ...removeUndefined(update.SchemaConfiguration ?? {}) },
  }),
});

/** @throws AwsFault if there is no backup yet, and the update names no bucket or role for one */
function mergeBackup(stored: S3Input | undefined, update: RuleValue<typeof s3Update>): S3Input {
  const { RoleARN = stored?.RoleARN, BucketARN = stored?.BucketARN, ...rest } = update;
  if (RoleARN === undefined || BucketARN === undefined) throw faults.createBackupDestinationNeededFault();
  return { ...stored, ...removeUndefined(rest), RoleARN, BucketARN };
}

/** Members that were sent as null count as left out. */
// The border: a subset of the same members, all of which are optional.
const removeUndefined = <T extends object>(update: T): T =>
  Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined && value !== null)) as T;

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  CurrentDeliveryStreamVersionId: required(string({ length: { min: 1, max: 50 }, pattern: "[0-9]+" })),
  DestinationId: required(string({ length: { min: 1, max: 100 }, pattern: "[a-zA-Z0-9-]+" })),
  S3DestinationUpdate: optional(s3Update),
  ExtendedS3DestinationUpdate: optional(extendedS3Update),
  RedshiftDestinationUpdate: refused(),
  ElasticsearchDestinationUpdate: refused(),
  AmazonopensearchserviceDestinationUpdate: refused(),
  SplunkDestinationUpdate: refused(),
  HttpEndpointDestinationUpdate: refused(),
  AmazonOpenSearchServerlessDestinationUpdate: refused(),
  SnowflakeDestinationUpdate: refused(),
  IcebergDestinationUpdate: refused(),
} satisfies Members<sdk.UpdateDestinationInput>;

type Request = CheckedInput<typeof members>;

export const updateDestination = operationWithNotes(OBJECT_KEY)(
  UpdateDestination$,
  members,
  async (cloud, request, call): Promise<sdk.UpdateDestinationOutput> => {
    const { firehose } = cloud;
    const stored = requireUpdatable(cloud, request);
    const destination = mergeDestination(stored.destination, getUpdate(request));
    reportObjectKey(call, destination);
    checkDestination(destination, firehose.checkContext());
    await checkTogether(destination, firehose.checkContext());
    checkRoles({ iam: cloud.iam, account: cloud.account, caller: call.caller.arn }, destination);
    // The version may have changed while the checks ran.
    requireUpdatable(cloud, request);
    firehose.change(stored.name, { destination, version: stored.version + 1, updatedAt: cloud.now() });
    return {};
  },
);

/** The stream, if it can be updated from the version and at the destination that the request names. */
function requireUpdatable(
  { firehose, account }: Services,
  { DeliveryStreamName, CurrentDeliveryStreamVersionId: version, DestinationId }: Request,
): StoredStream {
  const stored = firehose.requireStream(DeliveryStreamName);
  if (stored.status !== "ACTIVE") throw faults.createStreamBusyFault(stored.name, account, stored.status);
  if (BigInt(version) !== BigInt(stored.version))
    throw faults.createVersionIsOldFault(stored.name, stored.version, version);
  if (DestinationId !== DESTINATION_ID) throw faults.createDestinationNotFoundFault(DestinationId);
  return stored;
}

function getUpdate({ S3DestinationUpdate: plain, ExtendedS3DestinationUpdate: extended }: Request): DestinationUpdate {
  const update = extended ?? plain;
  if (update === undefined || (plain !== undefined && extended !== undefined))
    throw faults.createOneDestinationOnlyFault();
  return update;
}
