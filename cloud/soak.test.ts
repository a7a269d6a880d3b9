import { expect } from "chai";
import { LONG } from "../test/long";
import { createTemporaryFolder } from "../test/temporary-folder";
import { runSoak } from "./testing/soak/soak";

describe("a soak with kills, jumps of the clock and cut connections", function () {
  this.timeout(120_000);
  const data = createTemporaryFolder();

  it("loses nothing that was acknowledged, and brings nothing deleted back", async () => {
    const { kills, cuts, jumpedSeconds, lost, strange } = await runSoak({
      data,
      seed: "short",
      rounds: LONG ? 8 : 4,
      writes: 60,
    });
    expect({ lost, strange }).to.deep.equal({ lost: [], strange: [] });
    expect([kills, cuts, jumpedSeconds > 0]).to.deep.equal(LONG ? [4, 2, true] : [2, 1, true]);
  });
});
