import type { CatalogTable } from "./catalog";

/** The format for a part of a SerDe's name. */
const FORMATS: readonly (readonly [part: RegExp, format: string])[] = [
  [/parquet/i, "Parquet"],
  [/orc/i, "ORC"],
  [/avro/i, "Avro"],
  [/json/i, "JSON"],
  [/opencsv/i, "CSV"],
  [/lazysimple/i, "delimited text"],
  [/regex/i, "text, by a regular expression"],
];

/** The format of a table's data, by its SerDe. */
export function getFormat({ TableType, StorageDescriptor }: CatalogTable): string {
  if (TableType === "VIRTUAL_VIEW") return "view";
  const library = StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? "";
  return FORMATS.find(([part]) => part.test(library))?.[1] ?? library;
}
