import { syncBuiltinESMExports } from "node:module";
import promises from "node:timers/promises";
import { expect } from "chai";
import { useDisplay } from "../display/testing/use-display";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { waitUntil } from "./wait-until";

describe("waitUntil", () => {
  const output = captureOutput();

  describe("with a lab cloud whose clock stands still", () => {
    const lab = useLabCloud();
    const createCondition = (seconds: number) => {
      const start = lab.cloud.clock.now();
      return async () => lab.cloud.clock.now() - start >= seconds * 1000 && "there";
    };
    it("moves the clock second by second, and returns what it waited for", async () => {
      const start = lab.cloud.clock.now();
      expect(await waitUntil({ what: "the parcel", check: createCondition(3) })).to.equal("there");
      expect(lab.cloud.clock.now() - start).to.equal(3000);
      expect(output.getText()).to.equal("Seen after 3 s: the parcel.\n");
    });
    it("gives up after the time limit, and names where to look", async () => {
      const thrown = await waitUntil({
        what: "the parcel",
        check: async () => false,
        timeoutSeconds: 30,
        everySeconds: 10,
        otherwise: "Ask the neighbor.",
      }).catch((error: unknown) => error);
      expect(thrown)
        .to.be.an("error")
        .with.property("message", "Waited 30 s for the parcel. It did not happen. Ask the neighbor.");
    });
    it("passes errors on", async () => {
      const thrown = await waitUntil({ what: "x", check: () => Promise.reject(new Error("no such stream")) }).catch(
        (error: unknown) => error,
      );
      expect(thrown).to.be.an("error").with.property("message", "no such stream");
    });

    describe("in a notebook", () => {
      const display = useDisplay();
      it("shows what it waits for and the remaining time, in a line that is overwritten", async () => {
        await waitUntil({ what: "the parcel", check: createCondition(2), timeoutSeconds: 60 });
        expect(display.shown.map(({ bundle }) => bundle["text/plain"])).to.deep.equal([
          "Waiting for the parcel: 0 s so far, at most 60 s more.",
          "Waiting for the parcel: 1 s so far, at most 59 s more.",
          "Seen after 2 s: the parcel.",
        ]);
        expect(display.shown.map(({ update }) => update)).to.deep.equal([false, true, true]);
        expect(new Set(display.shown.map(({ id }) => id)).size).to.equal(1);
      });
    });
  });

  describe("with a lab cloud that runs 100 times as fast", () => {
    const lab = useLabCloud({ speed: 100 });
    it("counts the cloud's seconds, not real ones", async () => {
      const start = lab.cloud.clock.now();
      const thrown = await waitUntil({ what: "nothing", check: async () => false, timeoutSeconds: 50 }).catch(
        (error: unknown) => error,
      );
      expect(thrown)
        .to.be.an("error")
        .with.property("message")
        .that.matches(/^Waited \d+ s for nothing\. It did not happen\.$/);
      expect(lab.cloud.clock.now() - start).to.be.at.least(45_000);
    });
  });

  describe("on AWS", () => {
    const pauses: number[] = [];
    const { setTimeout: sleep } = promises;
    before(() => {
      Object.assign(promises, { setTimeout: async (ms: number) => void pauses.push(ms) });
      syncBuiltinESMExports();
    });
    beforeEach(() => pauses.splice(0));
    after(() => {
      delete process.env["LABS_GRADING"];
      Object.assign(promises, { setTimeout: sleep });
      syncBuiltinESMExports();
    });
    const wait = () =>
      waitUntil({ what: "nothing", check: async () => false, timeoutSeconds: 20 }).catch((error: unknown) => error);

    it("looks every second", async () => {
      await wait();
      expect(pauses).to.deep.equal(Array.from({ length: 20 }, () => 1000));
    });
    it("looks less and less often in a check, where nobody watches, and stops at the time limit, too", async () => {
      process.env["LABS_GRADING"] = "1";
      expect(await wait()).to.have.property("message", "Waited 20 s for nothing. It did not happen.");
      expect(pauses.slice(0, 6)).to.deep.equal([1000, 1000, 1000, 1500, 2250, 3375]);
      expect(pauses).to.have.length(8);
      expect(pauses.reduce((sum, ms) => sum + ms, 0)).to.be.closeTo(20_000, 1);
    });
  });

  it("ends when it is interrupted", async () => {
    const waiting = waitUntil({ what: "nothing", check: async () => false, everySeconds: 60 }).catch(
      (error: unknown) => error,
    );
    while (process.listenerCount("SIGINT") === 0) await new Promise((resolve) => setImmediate(resolve));
    process.emit("SIGINT");
    expect(await waiting)
      .to.be.an("error")
      .with.property("message", "You stopped waiting.");
    expect(process.listenerCount("SIGINT")).to.equal(0);
  });
});
