import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

/** As the API reference lists them. */
const DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

describe("Logs PutRetentionPolicy", () => {
  const cloud = useCloud();
  const logGroupName = "g";
  beforeEach(() => cloud.logs.createLogGroup({ logGroupName }));
  const keep = (retentionInDays: number) => cloud.logs.putRetentionPolicy({ logGroupName, retentionInDays });
  const readStored = async () => (await cloud.logs.describeLogGroups({})).logGroups?.[0]?.retentionInDays;

  it("accepts each number of days that AWS offers", async () => {
    for (const days of DAYS) {
      await keep(days);
      expect(await readStored()).to.equal(days);
    }
  });

  it("rejects other numbers, and leaves the group unchanged", async () => {
    await keep(7);
    for (const days of [0, 2, 8, 366, 3652, 3654])
      expect(await catchFault(keep(days)), String(days)).to.include({ name: "InvalidParameterException" });
    expect(await readStored()).to.equal(7);
  });
});
