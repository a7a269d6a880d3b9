import { expect } from "chai";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { runSoak } from "./testing/soak/soak";
import { LONG } from "./testing/skip";

describe("a soak test with kills, clock jumps and cut connections", () => {
  const data = createTemporaryFolder();

  it("loses nothing acknowledged, and restores nothing deleted", async () => {
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
