import type { ORC_COMPRESSIONS, PARQUET_COMPRESSIONS } from "../extended-fields";
import type { DestinationInput } from "../destination-input";
import { resolveDeserializer, type DeserializerSettings } from "./serde/deserializer";

/** Where the schema is: a table of the Data Catalog. */
export interface SchemaSource {
  readonly database: string;
  readonly table: string;
  readonly roleArn: string;
  /** Undefined for the account's own catalog. */
  readonly catalogId: string | undefined;
  /** Undefined for the stream's own region. */
  readonly region: string | undefined;
  /** A number, or LATEST: the table's newest version when a record is converted. */
  readonly versionId: string;
}

/**
 * How Parquet files are written. The stream stores the settings of blocks, pages and padding, but the writer chooses
 * its own.
 */
export interface ParquetOutput {
  readonly kind: "parquet";
  readonly compression: (typeof PARQUET_COMPRESSIONS)[number];
  readonly usesDictionary: boolean;
  readonly writerVersion: "V1" | "V2";
}

/** How ORC files are written. */
export interface OrcOutput {
  readonly kind: "orc";
  readonly compression: (typeof ORC_COMPRESSIONS)[number];
  readonly stripeBytes: number;
  readonly rowIndexStride: number;
  readonly paddingTolerance: number;
  readonly dictionaryThreshold: number;
  readonly bloomFilterColumns: readonly string[];
  readonly bloomFilterFpp: number;
  readonly formatVersion: "V0_11" | "V0_12";
}

/** A conversion with all defaults filled in. */
export interface ConversionSettings {
  readonly schema: SchemaSource;
  readonly input: DeserializerSettings;
  readonly output: ParquetOutput | OrcOutput;
}

const MEBIBYTE = 1024 * 1024;

/** Conversion is on unless `Enabled` is false (FH-079). */
export const isConverted = ({
  DataFormatConversionConfiguration: conversion,
}: Pick<DestinationInput, "DataFormatConversionConfiguration">): boolean =>
  conversion !== undefined && conversion.Enabled !== false;

/** The conversion of a destination that passed its checks; undefined if it has none. */
export function resolveConversion(destination: DestinationInput): ConversionSettings | undefined {
  const { DataFormatConversionConfiguration: conversion } = destination;
  if (conversion === undefined || !isConverted(destination)) return undefined;
  const {
    SchemaConfiguration: schema = {},
    InputFormatConfiguration: input,
    OutputFormatConfiguration: output,
  } = conversion;
  return {
    schema: {
      database: schema.DatabaseName ?? "",
      table: schema.TableName ?? "",
      roleArn: schema.RoleARN ?? "",
      catalogId: schema.CatalogId,
      region: schema.Region,
      versionId: schema.VersionId ?? "LATEST",
    },
    input: resolveDeserializer(input?.Deserializer ?? {}),
    output: resolveOutput(output?.Serializer ?? {}),
  };
}

type SerializerInput = NonNullable<
  NonNullable<
    NonNullable<DestinationInput["DataFormatConversionConfiguration"]>["OutputFormatConfiguration"]
  >["Serializer"]
>;
type ParquetInput = NonNullable<SerializerInput["ParquetSerDe"]>;
type OrcInput = NonNullable<SerializerInput["OrcSerDe"]>;

/** Defaults: API_ParquetSerDe of the API reference. */
const PARQUET = { Compression: "SNAPPY", EnableDictionaryCompression: false, WriterVersion: "V1" } as const;
/** Defaults: API_OrcSerDe of the API reference. */
const ORC = {
  Compression: "SNAPPY",
  StripeSizeBytes: 64 * MEBIBYTE,
  RowIndexStride: 10_000,
  EnablePadding: false,
  PaddingTolerance: 0.05,
  DictionaryKeyThreshold: 0,
  BloomFilterColumns: [],
  BloomFilterFalsePositiveProbability: 0.05,
  FormatVersion: "V0_12",
} as const;

const resolveOutput = ({ ParquetSerDe, OrcSerDe }: SerializerInput): ConversionSettings["output"] =>
  OrcSerDe === undefined ? resolveParquetOutput(ParquetSerDe ?? {}) : resolveOrcOutput(OrcSerDe);

function resolveParquetOutput(input: ParquetInput): ParquetOutput {
  const chosen = { ...PARQUET, ...removeUndefined(input) };
  return {
    kind: "parquet",
    compression: chosen.Compression,
    usesDictionary: chosen.EnableDictionaryCompression,
    writerVersion: chosen.WriterVersion,
  };
}

function resolveOrcOutput(input: OrcInput): OrcOutput {
  const chosen = { ...ORC, ...removeUndefined(input) };
  return {
    kind: "orc",
    compression: chosen.Compression,
    stripeBytes: chosen.StripeSizeBytes,
    rowIndexStride: chosen.RowIndexStride,
    paddingTolerance: chosen.EnablePadding ? chosen.PaddingTolerance : 0,
    dictionaryThreshold: chosen.DictionaryKeyThreshold,
    bloomFilterColumns: chosen.BloomFilterColumns,
    bloomFilterFpp: chosen.BloomFilterFalsePositiveProbability,
    formatVersion: chosen.FormatVersion,
  };
}

/** The given object without its undefined members. */
// The border: the remaining values are of their members' types.
const removeUndefined = <T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
