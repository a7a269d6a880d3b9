import { isConverted } from "../conversion/settings";
import { compileJodaPattern } from "../conversion/serde/joda-pattern";
import * as faults from "../faults";
import type { GivenDestination } from "./given";

type Conversion = NonNullable<GivenDestination["DataFormatConversionConfiguration"]>;

const SMALLEST_MIB = 64;

/**
 * Checks format conversion, in AWS's order (FH-078). A conversion that is switched off is stored unchecked.
 *
 * @throws AwsFault InvalidArgumentException in AWS's words
 */
export function checkConversion(given: GivenDestination): void {
  const { DataFormatConversionConfiguration: conversion, CompressionFormat = "UNCOMPRESSED", BufferingHints } = given;
  if (conversion === undefined || !isConverted(given)) return;
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
