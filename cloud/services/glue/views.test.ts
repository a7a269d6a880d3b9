import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { createCatalog, createKeys } from "./testing/catalog";

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
