import * as faults from "../faults";
import type { Core } from "../../../../core/core";
import { AwsFault } from "../../../../core/faults";
import type { Random } from "../../../../../foundation/random";
import { DuckDbUnavailable } from "../../../../../foundation/columnar/find-duckdb";
import { OrcUnavailable } from "../../../../../foundation/columnar/orc";
import type { CatalogReader } from "../../../glue/model/catalog";
import type { ColumnarFiles } from "../conversion/columnar-file";
import { findSchema } from "../conversion/schema";
import { resolveConversion, isConverted } from "../conversion/settings";
import { findQueryError } from "../stages/jq/extract";
import { checkPrefixes } from "../prefix/evaluate";
import type { DestinationInput, S3Input } from "../destination-input";
import { checkPartitioning } from "./partitioning";
import { checkProcessors, findProcessors } from "./processors";
import { compileJodaPattern } from "../conversion/serde/joda-pattern";

type Conversion = NonNullable<DestinationInput["DataFormatConversionConfiguration"]>;

const SMALLEST_MIB = 64;

/**
 * Checks format conversion, in AWS's order (FH-078). A conversion that is switched off is stored unchecked.
 *
 * @throws AwsFault InvalidArgumentException in AWS's words
 */
function checkConversion(destination: DestinationInput): void {
  const {
    DataFormatConversionConfiguration: conversion,
    CompressionFormat = "UNCOMPRESSED",
    BufferingHints,
  } = destination;
  if (conversion === undefined || !isConverted(destination)) return;
  if (CompressionFormat !== "UNCOMPRESSED") throw faults.createCompressedConversionFault();
  if ((BufferingHints?.SizeInMBs ?? SMALLEST_MIB) < SMALLEST_MIB) throw faults.createConversionSizeTooSmallFault();
  for (const member of ["InputFormatConfiguration", "OutputFormatConfiguration", "SchemaConfiguration"] as const) {
    if (conversion[member] === undefined) throw faults.createConversionMemberNullFault(member);
  }
  checkFormats(conversion);
  checkSchemaSource(conversion.SchemaConfiguration ?? {});
}

function checkFormats({ InputFormatConfiguration: input, OutputFormatConfiguration: output }: Conversion): void {
  const [deserializer, serializer] = [input?.Deserializer, output?.Serializer];
  const countChosen = (of: object | undefined): number =>
    Object.values(of ?? {}).filter((item) => item !== undefined).length;
  if (countChosen(deserializer) === 0) throw faults.createConversionMemberNullFault("Deserializer");
  if (countChosen(serializer) === 0) throw faults.createConversionMemberNullFault("Serializer");
  if (countChosen(deserializer) > 1) throw faults.createOneSerDeOnlyFault("deserializer");
  if (countChosen(serializer) > 1) throw faults.createOneSerDeOnlyFault("serializer");
  for (const pattern of deserializer?.HiveJsonSerDe?.TimestampFormats ?? [])
    if (compileJodaPattern(pattern) === undefined) throw faults.createBadTimestampFormatFault(pattern);
}

function checkSchemaSource({ RoleARN, DatabaseName, TableName }: NonNullable<Conversion["SchemaConfiguration"]>): void {
  for (const [member, value] of [
    ["RoleArn", RoleARN],
    ["DatabaseName", DatabaseName],
    ["TableName", TableName],
  ] as const) {
    if (!value) throw faults.createSchemaMemberNeededFault(member);
  }
}

/** A check's inputs in addition to the destination itself. */
export interface CheckContext {
  readonly now: number;
  readonly random: Random;
  readonly core: Pick<Core, "account" | "region">;
  readonly catalog: CatalogReader;
  readonly files: ColumnarFiles;
}

type Check = (destination: DestinationInput, context: CheckContext) => void;

/** Run in this order; the client gets the error of the first check that fails. */
const CHECKS: readonly Check[] = [
  checkHints,
  checkLogging,
  checkTimeZone,
  checkConversion,
  checkProcessors,
  checkDestinationPrefixes,
  checkPartitioning,
  checkBackup,
];

/**
 * Checks rules of a destination that go beyond a single member.
 *
 * @throws AwsFault InvalidArgumentException in AWS's words, or NotImplemented for features that the lab cloud leaves
 * out
 */
export function checkDestination(destination: DestinationInput, context: CheckContext): void {
  for (const check of CHECKS) check(destination, context);
}

/**
 * Runs the checks that depend on other components: Glue about a table, jq about a program, and about the presence of DuckDB
 * and pyarrow.
 *
 * @throws AwsFault InvalidArgumentException, or NotImplemented where Parquet or ORC cannot be written
 */
export async function checkTogether(destination: DestinationInput, context: CheckContext): Promise<void> {
  checkTable(destination, context);
  await checkWriter(destination, context);
  const { metadataQuery } = findProcessors(destination);
  const reason = metadataQuery === undefined ? undefined : await findQueryError(metadataQuery);
  if (reason !== undefined) throw faults.createBadQueryFault(reason);
}

/** The table that a conversion names must exist and be convertible (FH-080). */
function checkTable(destination: DestinationInput, context: CheckContext): void {
  const conversion = resolveConversion(destination);
  if (conversion === undefined) return;
  const schema = findSchema(conversion.schema, context);
  if (!("code" in schema)) return;
  if (schema.code !== "DataFormatConversion.EntityNotFound") throw faults.createSchemaUnusableFault(schema.message);
  try {
    context.catalog.requireTable(conversion.schema.database, conversion.schema.table);
  } catch (error) {
    if (error instanceof AwsFault) throw faults.createTableNotFoundFault(error, context.random.drawUuid());
    throw error;
  }
  // The table is in this catalog, but the configuration names another catalog.
  throw faults.createSchemaUnusableFault(schema.message);
}

async function checkWriter(destination: DestinationInput, { files }: CheckContext): Promise<void> {
  const output = resolveConversion(destination)?.output;
  if (output === undefined) return;
  try {
    await files.checkAvailable(output.kind);
  } catch (error) {
    if (error instanceof DuckDbUnavailable || error instanceof OrcUnavailable)
      throw faults.createWriterUnavailableFault(error.message);
    throw error;
  }
}

function checkHints({ BufferingHints }: S3Input): void {
  if (BufferingHints === undefined) return;
  const { SizeInMBs, IntervalInSeconds } = BufferingHints;
  if ((SizeInMBs === undefined) !== (IntervalInSeconds === undefined)) throw faults.createBothHintsNeededFault();
  if (SizeInMBs !== undefined && SizeInMBs > 128) throw faults.createSizeHintTooLargeFault();
}

function checkLogging({ CloudWatchLoggingOptions: options }: S3Input): void {
  if (!options?.Enabled) return;
  if (!options.LogGroupName) throw faults.createLogGroupNeededFault();
  if (!options.LogStreamName) throw faults.createLogStreamNeededFault();
}

function checkTimeZone({ CustomTimeZone }: DestinationInput): void {
  if (CustomTimeZone && !isSupportedTimeZone(CustomTimeZone)) throw faults.createUnsupportedTimeZoneFault();
}

function checkDestinationPrefixes(destination: DestinationInput, { now, random }: CheckContext): void {
  const values = { oldestAt: now, timeZone: destination.CustomTimeZone || "UTC", random };
  const partitions = destination.DynamicPartitioningConfiguration?.Enabled ?? false;
  checkPrefixes({ prefix: destination.Prefix, errorPrefix: destination.ErrorOutputPrefix, partitions }, values);
}

/** A backup is a plain S3 destination, with the same rules. */
function checkBackup({ S3BackupMode, S3BackupConfiguration }: DestinationInput, context: CheckContext): void {
  if (S3BackupMode === "Enabled" && S3BackupConfiguration === undefined)
    throw faults.createBackupDestinationNeededFault();
  if (S3BackupConfiguration === undefined) return;
  checkHints(S3BackupConfiguration);
  checkLogging(S3BackupConfiguration);
  checkDestinationPrefixes(S3BackupConfiguration, context);
}

/** Created when first needed: the list is long, and few destinations name a time zone. */
let timeZones: ReadonlySet<string> | undefined;

/**
 * Whether Firehose accepts a name as CustomTimeZone.
 *
 * @remarks AWS keeps a fixed list of IANA's older names (Asia/Calcutta, not Asia/Kolkata), measured in 2026; it is not
 *          published. Node's ICU names its zones in the same older way, so its list stands in for AWS's.
 */
function isSupportedTimeZone(name: string): boolean {
  // AWS accepts `UTC`, which Node's own list leaves out.
  timeZones ??= new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  return timeZones.has(name);
}
