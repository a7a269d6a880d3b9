import type { Rule } from "../../../core/rules";
import * as faults from "../model/faults";
import type { extendedS3Update, s3Update } from "../model/destination/update-fields";
import type { GivenDestination, GivenS3 } from "../model/destination/given";

type RuleValue<R> = R extends Rule<infer T> ? T : never;
/** The members of an update to an extended destination; an update to a plain one has fewer. */
export type DestinationUpdate = RuleValue<typeof extendedS3Update>;

/**
 * Merges an update into a stored destination: a given member replaces the stored one, others stay.
 *
 * @remarks Measured on AWS in 2026: ProcessingConfiguration is replaced as a whole, while DataFormatConversionConfiguration
 *          and the schema in it are merged member by member.
 * @throws AwsFault InvalidArgumentException for members that cannot be changed
 */
export function mergeDestination(
  stored: GivenDestination,
  { S3BackupUpdate, DataFormatConversionConfiguration, ...update }: DestinationUpdate,
): GivenDestination {
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

const isPartitioned = ({ DynamicPartitioningConfiguration }: GivenDestination): boolean =>
  DynamicPartitioningConfiguration?.Enabled ?? false;

type Conversion = NonNullable<GivenDestination["DataFormatConversionConfiguration"]>;

const mergeConversion = (stored: Conversion | undefined, update: Conversion): Conversion => ({
  ...stored,
  ...removeUndefined(update),
  ...((stored?.SchemaConfiguration ?? update.SchemaConfiguration) && {
    SchemaConfiguration: { ...stored?.SchemaConfiguration, ...removeUndefined(update.SchemaConfiguration ?? {}) },
  }),
});

/** @throws AwsFault if there is no backup yet, and the update names no bucket or role for one */
function mergeBackup(stored: GivenS3 | undefined, update: RuleValue<typeof s3Update>): GivenS3 {
  const { RoleARN = stored?.RoleARN, BucketARN = stored?.BucketARN, ...rest } = update;
  if (RoleARN === undefined || BucketARN === undefined) throw faults.createBackupDestinationNeededFault();
  return { ...stored, ...removeUndefined(rest), RoleARN, BucketARN };
}

/** Members that were sent as null count as left out. */
// The border: a subset of the same members, all of which are optional.
const removeUndefined = <T extends object>(update: T): T =>
  Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined && value !== null)) as T;
