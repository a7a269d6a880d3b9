import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

const CATALOG = { CatalogName: "AwsDataCatalog" };

describe("Athena's view of the data catalog", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());

  it("is the Glue catalog", async () => {
    const { DataCatalogsSummary: catalogs } = await athena.client.listDataCatalogs({});
    // The status as Cloud Custodian's recordings of AWS have it (test_athena_data_catalog_aws_catalog_skip).
    expect(catalogs).to.deep.equal([{ CatalogName: "AwsDataCatalog", Type: "GLUE", Status: "CREATE_COMPLETE" }]);
    const { DataCatalog: catalog } = await athena.client.getDataCatalog({ Name: "awsdatacatalog" });
    expect(catalog).to.deep.equal({
      Name: "AwsDataCatalog",
      Type: "GLUE",
      Parameters: { "catalog-id": "000000000000" },
    });
    expect(await catchFault(athena.client.listDatabases({ CatalogName: "other" }))).to.include({
      name: "InvalidRequestException",
      message: "DataCatalog other was not found",
    });
  });

  it("has Iceberg tables that others created in Glue, which queries reject by name", async () => {
    // As pyiceberg creates them, without a SerDe.
    await cloud.createClient(Glue).createTable({
      DatabaseName: "lab",
      TableInput: {
        Name: "ice",
        TableType: "EXTERNAL_TABLE",
        Parameters: { table_type: "ICEBERG", metadata_location: "s3://data/ice/metadata/00000.metadata.json" },
        StorageDescriptor: { Columns: [{ Name: "n", Type: "int" }], Location: "s3://data/ice" },
      },
    });
    expect((await athena.readRows("SHOW TABLES")).flat()).to.include("ice");
    for (const [sql, reason] of [
      ["SELECT * FROM ice", "NOT_SUPPORTED: lab.ice: Iceberg tables are not supported by the lab cloud"],
      [
        "INSERT INTO ice VALUES (1)",
        "NOT_SUPPORTED: line 1:1: Inserting into Iceberg tables is not supported by the lab cloud",
      ],
    ] as const)
      expect((await athena.finish(sql)).Status?.StateChangeReason, sql).to.equal(reason);
  });

  it("lists databases", async () => {
    await athena.readRows("CREATE DATABASE b COMMENT 'second' WITH DBPROPERTIES ('k' = 'v')");
    await athena.readRows("ALTER DATABASE b SET DBPROPERTIES ('l' = 'w')");
    const { DatabaseList: databases } = await athena.client.listDatabases(CATALOG);
    expect(databases).to.deep.equal([
      { Name: "b", Description: "second", Parameters: { k: "v", l: "w" } },
      { Name: "lab" },
    ]);
    expect((await athena.client.getDatabase({ ...CATALOG, DatabaseName: "LAB" })).Database).to.deep.equal({
      Name: "lab",
    });
    const missing = await catchFault(athena.client.getDatabase({ ...CATALOG, DatabaseName: "none" }));
    expect(missing.name).to.equal("MetadataException");
    expect(missing.message).to.match(/^Database none not found\. \(Service: AmazonDataCatalog; /);
  });

  it("lists tables, with their location among the parameters", async () => {
    for (const name of ["trips", "stops"])
      await athena.readRows(
        `CREATE EXTERNAL TABLE ${name} (n int COMMENT 'c') PARTITIONED BY (p string) STORED AS PARQUET LOCATION 's3://data/${name}/'`,
      );
    const { TableMetadata: table } = await athena.client.getTableMetadata({
      ...CATALOG,
      DatabaseName: "lab",
      TableName: "Trips",
    });
    expect(table).to.deep.include({
      Name: "trips",
      TableType: "EXTERNAL_TABLE",
      Columns: [{ Name: "n", Type: "int", Comment: "c" }],
      PartitionKeys: [{ Name: "p", Type: "string" }],
    });
    expect(table?.Parameters).to.include({
      EXTERNAL: "TRUE",
      location: "s3://data/trips/",
      "serde.serialization.lib": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
      "serde.param.serialization.format": "1",
    });
    const listNames = async (Expression?: string) =>
      (
        (await athena.client.listTableMetadata({ ...CATALOG, DatabaseName: "lab", Expression })).TableMetadataList ?? []
      ).map(({ Name: name }) => name);
    expect([await listNames(), await listNames("tr.*"), await listNames("tr")]).to.deep.equal([
      ["stops", "trips"],
      ["trips"],
      [],
    ]);
    expect(await catchFault(listNames("["))).to.include({ name: "InvalidRequestException" });
    const elsewhere = athena.client.listTableMetadata({ ...CATALOG, DatabaseName: "none" });
    expect(await catchFault(elsewhere)).to.include({ name: "MetadataException" });
    const missing = await catchFault(
      athena.client.getTableMetadata({ ...CATALOG, DatabaseName: "lab", TableName: "none" }),
    );
    expect(missing.name).to.equal("MetadataException");
    // Seen on AWS: github.com/DyfanJones/noctua/issues/205
    expect(missing.message).to.match(
      /^Entity Not Found \(Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: [-\w]+; Proxy: null\)$/,
    );
  });

  it("can be queried as information_schema", async () => {
    await athena.readRows(
      "CREATE EXTERNAL TABLE trips (n int COMMENT 'it''s', tags array<string>) PARTITIONED BY (day string) STORED AS PARQUET LOCATION 's3://data/trips/'",
    );
    await athena.readRows("CREATE VIEW latest AS SELECT n, day FROM trips");
    expect(await athena.readRows("SELECT * FROM information_schema.schemata")).to.deep.equal([
      ["catalog_name", "schema_name"],
      ["awsdatacatalog", "lab"],
      ["awsdatacatalog", "information_schema"],
    ]);
    expect(
      await athena.readRows(
        "SELECT table_name, table_type FROM awsdatacatalog.information_schema.tables WHERE table_schema = 'lab' ORDER BY 1",
      ),
    ).to.deep.equal([
      ["table_name", "table_type"],
      ["latest", "VIEW"],
      ["trips", "BASE TABLE"],
    ]);
    const [header, ...columns] = await athena.readRows(
      "SELECT * FROM information_schema.columns WHERE table_name = 'trips' ORDER BY ordinal_position",
    );
    expect(header).to.deep.equal([
      "table_catalog",
      "table_schema",
      "table_name",
      "column_name",
      "ordinal_position",
      "column_default",
      "is_nullable",
      "data_type",
      "comment",
      "extra_info",
    ]);
    expect(columns.map((row) => row.slice(3))).to.deep.equal([
      ["n", "1", null, "YES", "integer", "it's", null],
      ["tags", "2", null, "YES", "array(varchar)", null, null],
      ["day", "3", null, "YES", "varchar", null, "partition key"],
    ]);
    expect(
      await athena.readRows(
        "SELECT count(*) AS n FROM information_schema.columns c JOIN information_schema.tables t ON c.table_name = t.table_name WHERE t.table_type = 'VIEW'",
      ),
    ).to.deep.equal([["n"], ["2"]]);
  });
});
