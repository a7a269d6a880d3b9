import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { TANKS } from "../../../src/generators/station-reading";
import { unlessThere, withClient } from "./context";
import type { Context } from "./context";
import { bucketName, DATABASE, TABLE } from "./names";

/** The columns of the table, as Firehose converts them and as Athena reads them. */
const COLUMNS = [
  { Name: "station_id", Type: "string" },
  ...TANKS.map((Name) => ({ Name, Type: "string" })),
  { Name: "event_timestamp", Type: "bigint", Comment: "seconds since 1970" },
];

/** The Glue database and the table over all that Firehose delivers under `station-data/`. The table has no partition keys. */
export async function catalog({ connection, account, say }: Context): Promise<void> {
  await withClient(new GlueClient(connection), async (glue) => {
    await unlessThere(`Glue database ${DATABASE}`, ["AlreadyExistsException"], {
      create: () => glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } })), say,
    });
    await unlessThere(`Glue table ${TABLE}`, ["AlreadyExistsException"], {
      create: () => glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: tableOver(`s3://${bucketName(account)}/station-data/`) })), say,
    });
  });
}

function tableOver(Location: string) {
  return {
    Name: TABLE,
    TableType: "EXTERNAL_TABLE",
    Parameters: { EXTERNAL: "TRUE", classification: "parquet" },
    StorageDescriptor: {
      Columns: COLUMNS,
      Location,
      InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", Parameters: { "serialization.format": "1" } },
    },
  };
}
