import { Glue, type TableInput } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useConsole } from "./use-console";

const HOSTILE = `<img src=x onerror="alert(1)">`;
const JSON_TABLE = {
  InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
  OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
  SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
};

describe("the console's Glue page, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;
  const createClient = () => cloud.createClient(Glue);

  async function createTables(...inputs: readonly TableInput[]): Promise<void> {
    await createClient().createDatabase({ DatabaseInput: { Name: "fuel", Description: HOSTILE } });
    for (const TableInput of inputs) await createClient().createTable({ DatabaseName: "fuel", TableInput });
  }
  const prices: TableInput = {
    Name: "prices",
    Parameters: { note: HOSTILE },
    PartitionKeys: [{ Name: "year", Type: "string" }],
    StorageDescriptor: {
      ...JSON_TABLE,
      Location: "s3://fuel/prices",
      Columns: [{ Name: "price", Type: "struct<amount:double,unit:string>", Comment: HOSTILE }],
    },
  };
  const addPartitions = async (from: number, count: number) => {
    const numbers = Array.from({ length: count }, (_, n) => from + n);
    for (let index = 0; index < count; index += 100)
      await createClient().batchCreatePartition({
        DatabaseName: "fuel",
        TableName: "prices",
        PartitionInputList: numbers.slice(index, index + 100).map((year) => ({
          Values: [String(year)],
          StorageDescriptor: { ...JSON_TABLE, Location: `s3://fuel/prices/year=${year}` },
        })),
      });
  };

  it("links databases to tables, columns and partitions, and on to S3 and Athena", async () => {
    await cloud.s3.createBucket({ Bucket: "fuel" });
    await cloud.s3.putObject({ Bucket: "fuel", Key: "prices/year=1000/a.json", Body: "{}" });
    const page = await console.open("glue");
    await page.getByText("There is no database yet.").waitFor();
    await createTables(prices);
    await page
      .getByRole("row", { name: `fuel ${HOSTILE}` })
      .getByRole("link", { name: "fuel" })
      .press("Enter");
    await page
      .getByRole("row", { name: "prices JSON 1 year s3://fuel/prices" })
      .getByRole("link")
      .first()
      .press("Enter");
    await page.getByRole("row", { name: `price struct<amount:double,unit:string> ${HOSTILE}` }).waitFor();
    await page.getByRole("row", { name: "year string yes" }).waitFor();
    await page.getByRole("row", { name: `note ${HOSTILE}` }).waitFor();
    await page.getByText("The catalog holds no partition of this table.").waitFor();
    await addPartitions(1000, 1100);
    await page.getByRole("status").getByText("1000 partitions, and more").waitFor();
    await page.getByRole("button", { name: "Show more partitions" }).click();
    await page.getByRole("status").getByText("1100 partitions", { exact: true }).waitFor();
    expect(await page.locator(".list-row").count()).to.be.lessThan(60);
    await page.getByLabel("Only where").fill("year < ");
    await page.getByLabel("Only where").press("Enter");
    await page
      .getByRole("alert")
      .getByText(/Exception/)
      .waitFor();
    await page.getByLabel("Only where").fill("year > '2097'");
    await page.getByLabel("Only where").press("Enter");
    await page.getByRole("status").getByText("2 partitions", { exact: true }).waitFor();
    expect(await page.locator("main img").count()).to.equal(0);
    expect(await console.listFaults()).to.deep.equal([]);
    await page.getByRole("link", { name: "s3://fuel/prices", exact: true }).click();
    await page.getByRole("link", { name: "year=1000/" }).waitFor();
    await page.goBack();
    await page.getByRole("link", { name: "Query it with Athena" }).click();
    await page.getByRole("textbox", { name: "SQL" }).getByText("SELECT * FROM prices LIMIT 10").waitFor();
    expect(await page.getByLabel("Database").inputValue()).to.equal("fuel");
  });

  it("explains how projected partitions are derived, and shows a view's query", async () => {
    const sql = `SELECT '${HOSTILE}' AS x`;
    const view = Buffer.from(JSON.stringify({ originalSql: sql })).toString("base64");
    await createTables(
      {
        ...prices,
        Parameters: {
          "projection.enabled": "true",
          "projection.year.type": "integer",
          "projection.year.range": "2000,2030",
          "storage.location.template": "s3://fuel/${year}/",
        },
      },
      { Name: "v", TableType: "VIRTUAL_VIEW", ViewOriginalText: `/* Presto View: ${view} */`, StorageDescriptor: {} },
    );
    const page = await console.open("glue/fuel", "dark");
    await page.getByRole("row", { name: /^prices JSON 1 year \(projected\)/ }).waitFor();
    await page.getByRole("link", { name: "prices", exact: true }).click();
    await page.getByRole("row", { name: "year integer range 2000,2030" }).waitFor();
    await page.getByText("Each partition lies at s3://fuel/${year}/").waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
    await console.open("glue/fuel/v");
    await page.getByRole("region", { name: "Query of the view: text" }).getByText(sql).waitFor();
  });
});
