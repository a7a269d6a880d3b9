import type { GivenDestination } from "../../destination/given";
import { jodaPattern, type TimeReader } from "./joda-pattern";

/** The reader called OpenX JSON SerDe. */
export interface OpenX {
  readonly kind: "openx";
  /** Keys are turned to lower case before anything looks at them, those of maps as well. */
  readonly caseInsensitive: boolean;
  /** Dots in keys become underscores. */
  readonly dotsToUnderscores: boolean;
  /** JSON keys by the columns that are read from them. */
  readonly keyOfColumn: ReadonlyMap<string, string>;
}

/** The reader called Hive JSON SerDe. */
export interface HiveJson {
  readonly kind: "hive";
  /** Tried in order; the form of java.sql.Timestamp comes last. */
  readonly timestamps: readonly TimeReader[];
  /** The year now, of the cloud's time. */
  readonly thisYear: number;
}

/** A reader's settings in a delivery stream. */
export type DeserializerSettings = OpenX | Omit<HiveJson, "thisYear">;

/** The same while it reads. */
export type Deserializer = OpenX | HiveJson;

type Configuration = NonNullable<GivenDestination["DataFormatConversionConfiguration"]>;
export type GivenDeserializer = NonNullable<NonNullable<Configuration["InputFormatConfiguration"]>["Deserializer"]>;

/** Fills in the defaults of a deserializer that passed its checks. */
export function deserializerOf({
  OpenXJsonSerDe: openx,
  HiveJsonSerDe: hive,
}: GivenDeserializer): DeserializerSettings {
  if (hive !== undefined)
    return {
      kind: "hive",
      timestamps: (hive.TimestampFormats ?? []).map(jodaPattern).filter((pattern) => pattern !== undefined),
    };
  const caseInsensitive = openx?.CaseInsensitive ?? true;
  const lowered = (name: string): string => (caseInsensitive ? name.toLowerCase() : name);
  return {
    kind: "openx",
    caseInsensitive,
    dotsToUnderscores: openx?.ConvertDotsInJsonKeysToUnderscores ?? false,
    keyOfColumn: new Map(
      Object.entries(openx?.ColumnToJsonKeyMappings ?? {}).map(([column, key]) => [lowered(column), lowered(key)]),
    ),
  };
}
