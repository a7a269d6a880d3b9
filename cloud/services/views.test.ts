import { expect } from "chai";
import { useCloud } from "../testing/use-cloud";
import { createCatalog, createKeys } from "./glue/testing/catalog";
import { createQueries } from "./athena/testing/queries";
import { requestRaw } from "./s3/testing/raw-request";
import { useBucket } from "./s3/testing/use-upload";

describe("Athena in the console", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);

  it("shows each work group's latest queries", async () => {
    await athena.setUp();
    await athena.finish("SHOW  TABLES");
    const page = await (
      await fetch(`${cloud.running.endpoint}/console/tables`, { headers: { "x-lab-token": cloud.running.token } })
    ).text();
    expect(page)
      .to.include("Athena queries in work group primary")
      .and.to.include("SHOW TABLES")
      .and.to.include("CREATE_DATABASE");
  });
});

describe("S3 in the console", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);

  it("shows buckets, and the first objects of each, whatever their names", async () => {
    for (let at = 0; at < 201; at++) await bucket.put(`k${String(at).padStart(3, "0")}`, "1");
    await bucket.put("<script>", "1");
    const { text } = await requestRaw(cloud.running.endpoint, { path: "/console/tables" });
    expect(text)
      .to.contain("Objects in trips (the first 200 of 202)")
      .and.contain("2030-01-01 00:00:00 UTC")
      .and.contain("k198");
    expect(text).to.contain("&lt;script&gt;").and.not.contain("<script>");
  });
});

describe("Glue in the console", () => {
  const cloud = useCloud();
  const catalog = createCatalog(cloud);

  it("shows each table with its keys, partitions, SerDe and location", async () => {
    await catalog.makeTable({
      PartitionKeys: createKeys("year int", "month int"),
      StorageDescriptor: {
        Columns: createKeys("price double"),
        Location: "s3://fuel/prices/",
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
      },
    });
    await catalog.addPartitions("2030/1", "2030/2");
    const page = await (await fetch(`${cloud.running.endpoint}/console/tables`)).text();
    const cells = [
      "fuel",
      "prices",
      "1",
      "year, month",
      "2",
      "org.openx.data.jsonserde.JsonSerDe",
      "s3://fuel/prices/",
      "0",
    ];
    expect(page).to.include(cells.map((cell) => `<td>${cell}</td>`).join(""));
  });
});
