import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

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
