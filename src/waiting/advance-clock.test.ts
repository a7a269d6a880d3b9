import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { advanceClock } from "./advance-clock";

describe("advanceClock", () => {
  const output = captureOutput();

  describe("with the lab cloud", () => {
    const lab = useLabCloud({ keys: "own" });
    it("moves its clock, prints the new time, and explains that AWS can't", async () => {
      const before = lab.cloud.clock.now();
      await advanceClock(90);
      expect(lab.cloud.clock.now() - before).to.equal(90_000);
      expect(output.getText()).to.equal(
        "The lab cloud's clock jumped 90 s ahead, to 00:01:30 UTC. AWS cannot do this.\n",
      );
    });
    it("reports if the lab cloud refuses", async () => {
      Reflect.deleteProperty(process.env, "LABS_CLOUD_TOKEN");
      const thrown = await advanceClock(1).catch((error: unknown) => error);
      expect(thrown).to.be.an("error").with.property("message").that.contains("didn't move its clock (it answers 403");
    });
    for (const seconds of [0, -5, NaN]) {
      it(`refuses to move by ${seconds} seconds`, async () => {
        const thrown = await advanceClock(seconds).catch((error: unknown) => error);
        expect(thrown).to.be.instanceOf(RangeError);
      });
    }
  });

  it("on AWS, only explains that it can't", async () => {
    await advanceClock(60);
    expect(output.getText()).to.equal(
      "You're on AWS, not in the lab cloud: the clock can't be moved. You have to wait.\n",
    );
  });
});
