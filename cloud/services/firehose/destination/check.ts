import { memberNotEmulated } from "../../../core/faults";
import type { Random } from "../../../core/random";
import { queryError } from "../delivery/jq/extract";
import * as faults from "../faults";
import { checkPrefixes } from "../prefix/prefix-rules";
import { isSupportedTimeZone } from "../time/time-zones";
import type { GivenDestination, GivenS3 } from "./given";
import { checkPartitioning } from "./partitioning";
import { checkProcessors, processorsOf } from "./processors";

/** What a check may ask beside the destination itself. */
export interface CheckContext {
  readonly now: number;
  readonly random: Random;
  /** Whether this cloud can call a function. */
  readonly hasFunctions: boolean;
}

type Check = (given: GivenDestination, context: CheckContext) => void;

/** Run in this order; the first that fails is what the client is told. */
const CHECKS: readonly Check[] = [notEmulated, hints, logging, timeZone, checkProcessors, prefixes, checkPartitioning, backup];

/**
 * Checks a destination beyond its members' own rules.
 *
 * @throws AwsFault InvalidArgumentException in AWS's words, or NotImplemented for what the lab cloud leaves out
 */
export function checkDestination(given: GivenDestination, context: CheckContext): void {
  for (const check of CHECKS) check(given, context);
}

/** The same for what only jq itself can tell. @throws AwsFault InvalidArgumentException */
export async function checkQuery(given: GivenDestination): Promise<void> {
  const { metadataQuery } = processorsOf(given);
  const reason = metadataQuery === undefined ? undefined : await queryError(metadataQuery);
  if (reason !== undefined) throw faults.badQuery(reason);
}

function notEmulated(given: GivenDestination, { hasFunctions }: CheckContext): void {
  if (!hasFunctions && processorsOf(given).lambda !== undefined) throw faults.valueNotEmulated("the processor", "Lambda");
  if (isOn(given.DataFormatConversionConfiguration)) throw memberNotEmulated("DataFormatConversionConfiguration");
}

/** Conversion is on unless it is switched off by name (FH-079). */
const isOn = (conversion: GivenDestination["DataFormatConversionConfiguration"]): boolean => conversion !== undefined && conversion.Enabled !== false;

function hints({ BufferingHints }: GivenS3): void {
  if (BufferingHints === undefined) return;
  const { SizeInMBs, IntervalInSeconds } = BufferingHints;
  if ((SizeInMBs === undefined) !== (IntervalInSeconds === undefined)) throw faults.bothHintsNeeded();
  if (SizeInMBs !== undefined && SizeInMBs > 128) throw faults.sizeHintTooLarge();
}

function logging({ CloudWatchLoggingOptions: options }: GivenS3): void {
  if (!options?.Enabled) return;
  if (!options.LogGroupName) throw faults.logGroupNeeded();
  if (!options.LogStreamName) throw faults.logStreamNeeded();
}

function timeZone({ CustomTimeZone }: GivenDestination): void {
  if (CustomTimeZone && !isSupportedTimeZone(CustomTimeZone)) throw faults.unsupportedTimeZone();
}

function prefixes(given: GivenDestination, { now, random }: CheckContext): void {
  const values = { oldestAt: now, timeZone: given.CustomTimeZone || "UTC", random };
  const partitions = given.DynamicPartitioningConfiguration?.Enabled ?? false;
  checkPrefixes({ prefix: given.Prefix, errorPrefix: given.ErrorOutputPrefix, partitions }, values);
}

/** A backup is a plain S3 destination, with the same rules. */
function backup({ S3BackupMode, S3BackupConfiguration }: GivenDestination, context: CheckContext): void {
  if (S3BackupMode === "Enabled" && S3BackupConfiguration === undefined) throw faults.backupDestinationNeeded();
  if (S3BackupConfiguration === undefined) return;
  hints(S3BackupConfiguration);
  logging(S3BackupConfiguration);
  prefixes(S3BackupConfiguration, context);
}
