import {
  GetDatabaseCommand, GetDataCatalogCommand, GetTableMetadataCommand, ListDatabasesCommand, ListDataCatalogsCommand, ListTableMetadataCommand,
} from "@aws-sdk/client-athena";
import { expect } from "chai";
import { faultOf, useCloud } from "../../testing/use-cloud";
import { queriesOn } from "./testing/queries";

const CATALOG = { CatalogName: "AwsDataCatalog" };

describe("athena's view of the data catalog", () => {
  const cloud = useCloud();
  const athena = queriesOn(cloud);
  beforeEach(() => athena.setUp());

  it("is Glue's", async () => {
    const { DataCatalogsSummary: catalogs } = await athena.client.send(new ListDataCatalogsCommand({}));
    expect(catalogs).to.deep.equal([{ CatalogName: "AwsDataCatalog", Type: "GLUE" }]);
    const { DataCatalog: catalog } = await athena.client.send(new GetDataCatalogCommand({ Name: "awsdatacatalog" }));
    expect(catalog).to.deep.equal({ Name: "AwsDataCatalog", Type: "GLUE", Parameters: { "catalog-id": "000000000000" } });
    expect(await faultOf(athena.client.send(new ListDatabasesCommand({ CatalogName: "other" })))).to.include({ name: "InvalidRequestException", message: "DataCatalog other was not found" });
  });

  it("has databases", async () => {
    await athena.rows("CREATE DATABASE b COMMENT 'second' WITH DBPROPERTIES ('k' = 'v')");
    await athena.rows("ALTER DATABASE b SET DBPROPERTIES ('l' = 'w')");
    const { DatabaseList: databases } = await athena.client.send(new ListDatabasesCommand(CATALOG));
    expect(databases).to.deep.equal([{ Name: "b", Description: "second", Parameters: { k: "v", l: "w" } }, { Name: "lab" }]);
    expect((await athena.client.send(new GetDatabaseCommand({ ...CATALOG, DatabaseName: "LAB" }))).Database).to.deep.equal({ Name: "lab" });
    expect(await faultOf(athena.client.send(new GetDatabaseCommand({ ...CATALOG, DatabaseName: "none" })))).to.include({ name: "MetadataException", message: "EntityNotFoundException: Database none not found." });
  });

  it("has tables, with where their files are among the parameters", async () => {
    for (const name of ["trips", "stops"]) await athena.rows(`CREATE EXTERNAL TABLE ${name} (n int COMMENT 'c') PARTITIONED BY (p string) STORED AS PARQUET LOCATION 's3://data/${name}/'`);
    const { TableMetadata: table } = await athena.client.send(new GetTableMetadataCommand({ ...CATALOG, DatabaseName: "lab", TableName: "Trips" }));
    expect(table).to.deep.include({ Name: "trips", TableType: "EXTERNAL_TABLE", Columns: [{ Name: "n", Type: "int", Comment: "c" }], PartitionKeys: [{ Name: "p", Type: "string" }] });
    expect(table?.Parameters).to.include({ EXTERNAL: "TRUE", location: "s3://data/trips/", "serde.serialization.lib": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", "serde.param.serialization.format": "1" });
    const names = async (Expression?: string) => ((await athena.client.send(new ListTableMetadataCommand({ ...CATALOG, DatabaseName: "lab", Expression }))).TableMetadataList ?? []).map(({ Name: name }) => name);
    expect([await names(), await names("tr.*"), await names("tr")]).to.deep.equal([["stops", "trips"], ["trips"], []]);
    expect(await faultOf(names("["))).to.include({ name: "InvalidRequestException" });
    expect(await faultOf(athena.client.send(new GetTableMetadataCommand({ ...CATALOG, DatabaseName: "lab", TableName: "none" })))).to.include({ name: "MetadataException", message: "EntityNotFoundException: Entity Not Found" });
  });
});
