import type { GivenDestination } from "../../given";
import { compileJodaPattern, type TimeReader } from "./joda-pattern";

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

type Configuration = NonNullable<GivenDestination["DataFormatConversionConfiguration"]>;
export type GivenDeserializer = NonNullable<NonNullable<Configuration["InputFormatConfiguration"]>["Deserializer"]>;

/** Fills in the defaults of a deserializer that passed its checks. */
export function resolveDeserializer({
  OpenXJsonSerDe: openx,
  HiveJsonSerDe: hive,
}: GivenDeserializer): DeserializerSettings {
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
