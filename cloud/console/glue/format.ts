import type { CatalogTable } from "./catalog";

/** What a SerDe's name says of the format that it reads. */
const FORMATS: readonly (readonly [part: RegExp, format: string])[] = [
  [/parquet/i, "Parquet"],
  [/orc/i, "ORC"],
  [/avro/i, "Avro"],
  [/json/i, "JSON"],
  [/opencsv/i, "CSV"],
  [/lazysimple/i, "delimited text"],
  [/regex/i, "text, by a regular expression"],
];

/** In which format a table's data lies: by its SerDe. */
export function formatOf({ TableType, StorageDescriptor }: CatalogTable): string {
  if (TableType === "VIRTUAL_VIEW") return "view";
  const library = StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? "";
  return FORMATS.find(([part]) => part.test(library))?.[1] ?? library;
}
