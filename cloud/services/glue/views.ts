import type { View } from "../../core/service";
import type { Services } from "../framework/services";
import { getPartitionKeys } from "./model/catalog";

/** What the console shows of Glue: each table of the Data Catalog. */
export const createViews = ({ glue }: Services): readonly View[] => {
  const tables = glue.listDatabases().flatMap(({ definition }) => glue.listTables(definition.Name));
  return [
    {
      title: "Glue Data Catalog",
      columns: ["Database", "Table", "Columns", "Partition keys", "Partitions", "SerDe", "Location", "Version"],
      rows: tables.map((table) => {
        const { Name: name, StorageDescriptor: descriptor } = table.definition;
        const keys = getPartitionKeys(table).map((key) => key.Name);
        return [
          table.database,
          name,
          String(descriptor?.Columns?.length ?? 0),
          keys.join(", "),
          keys.length === 0 ? "" : String(glue.getPartitions(table).size),
          descriptor?.SerdeInfo?.SerializationLibrary ?? "",
          descriptor?.Location ?? "",
          String(table.version),
        ];
      }),
    },
  ];
};
