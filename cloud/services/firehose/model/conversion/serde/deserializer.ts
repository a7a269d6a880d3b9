import type { DestinationInput } from "../../destination-input";
import { compileJodaPattern, type TimeReader } from "./joda-pattern";
import { isObject, type Json } from "../../../../../../foundation/columnar/exact-json";

/** Settings of the OpenX JSON SerDe. */
interface OpenX {
  readonly kind: "openx";
  /** Keys, those of maps too, are turned to lower case before anything else is done with them. */
  readonly caseInsensitive: boolean;
  /** Dots in keys become underscores. */
  readonly dotsToUnderscores: boolean;
  /** JSON keys by the columns that are read from them. */
  readonly keyOfColumn: ReadonlyMap<string, string>;
}

/** Settings of the Hive JSON SerDe. */
export interface HiveJson {
  readonly kind: "hive";
  /** Tried in order; the format of java.sql.Timestamp comes last. */
  readonly timestamps: readonly TimeReader[];
  /** The year in the lab cloud's time. */
  readonly thisYear: number;
}

/** A deserializer's settings, as a delivery stream keeps them. */
export type DeserializerSettings = OpenX | Omit<HiveJson, "thisYear">;

/** The settings together with the current year, as a reader needs them. */
export type Deserializer = OpenX | HiveJson;

type Configuration = NonNullable<DestinationInput["DataFormatConversionConfiguration"]>;
export type DeserializerInput = NonNullable<NonNullable<Configuration["InputFormatConfiguration"]>["Deserializer"]>;

/** Fills in the defaults of a deserializer that passed its checks. */
export function resolveDeserializer({
  OpenXJsonSerDe: openx,
  HiveJsonSerDe: hive,
}: DeserializerInput): DeserializerSettings {
  if (hive !== undefined)
    return {
      kind: "hive",
      timestamps: (hive.TimestampFormats ?? []).map(compileJodaPattern).filter((pattern) => pattern !== undefined),
    };
  const caseInsensitive = openx?.CaseInsensitive ?? true;
  const toLowerCase = (name: string): string => (caseInsensitive ? name.toLowerCase() : name);
  return {
    kind: "openx",
    caseInsensitive,
    dotsToUnderscores: openx?.ConvertDotsInJsonKeysToUnderscores ?? false,
    keyOfColumn: new Map(
      Object.entries(openx?.ColumnToJsonKeyMappings ?? {}).map(([column, key]) => [
        toLowerCase(column),
        toLowerCase(key),
      ]),
    ),
  };
}

/** How many keys one index caches; a program that sends ever new keys must not fill the memory. */
const MAX_KEYS = 10_000;

/**
 * Finds the field that a JSON key belongs to.
 *
 * @returns a function from a key to the field's place, -1 if no field belongs to it
 */
export function createFieldIndex(names: readonly string[], serde: Deserializer): (key: string) => number {
  const positions = new Map(
    names.map((name, index) => [serde.kind === "openx" ? (serde.keyOfColumn.get(name) ?? name) : name, index]),
  );
  const known = new Map<string, number>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    // The Hive reader compares in lower case, too (measured on AWS, 2026-09-13).
    const index = positions.get(serde.kind === "hive" ? key.toLowerCase() : foldKey(key, serde)) ?? -1;
    if (known.size < MAX_KEYS) known.set(key, index);
    return index;
  };
}

/** A key of a map or of JSON text as the reader passes it on: the Hive reader leaves such keys unchanged. */
export function foldKey(key: string, serde: Deserializer): string {
  if (serde.kind === "hive") return key;
  const plain = serde.dotsToUnderscores ? key.replaceAll(".", "_") : key;
  return serde.caseInsensitive ? plain.toLowerCase() : plain;
}

/** The value with all its keys changed as the OpenX reader changes them before it reads any value. */
export function foldKeys(value: Json, serde: Deserializer): Json {
  if (Array.isArray(value)) return value.map((item) => foldKeys(item, serde));
  if (!isObject(value)) return value;
  const folded: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, member] of Object.entries(value)) folded[foldKey(key, serde)] = foldKeys(member, serde);
  return folded;
}

/** Why a record does not convert: AWS's code and text. Thrown and caught within the conversion of one record. */
export class ConversionMismatch extends Error {
  readonly code: "DataFormatConversion.ParseError" | "DataFormatConversion.MalformedData";

  constructor(code: ConversionMismatch["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** A value that does not fit its column. @param cause in Java's words, which AWS passes on */
export const createMismatch = (cause: string): ConversionMismatch =>
  new ConversionMismatch("DataFormatConversion.MalformedData", `Data does not match the schema. ${cause}`);

/** A string that isn't a value of its column's type, as Java's NumberFormatException words it. */
export const createBadInputMismatch = (text: string): ConversionMismatch =>
  createMismatch(`For input string: "${text}"`);

/** @param words the message of Jackson, the parser that AWS uses */
export const createMalformedMismatch = (words: string): ConversionMismatch =>
  new ConversionMismatch("DataFormatConversion.ParseError", `Encountered malformed JSON. ${words}`);

/** Measured on AWS, 2026-09-16. */
export const createEmptyRecordMismatch = (): ConversionMismatch =>
  new ConversionMismatch("DataFormatConversion.MalformedData", "The record was empty or contained only whitespace.");
