import { readFileSync } from "node:fs";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { measureProcessorSeconds, measureTreeSeconds } from "./processor-seconds";

describe("measuring a process's processor time", () => {
  it("adds up the user and system time that Linux counts, and returns nothing for an ended process", function () {
    skipIf(this, process.platform === "linux" ? undefined : "other systems do not tell it");
    // Busy, so that more than a hundredth is counted.
    const measureProcess = () => process.cpuUsage();
    while (measureProcess().user + measureProcess().system < 200_000) readFileSync("/proc/self/stat");
    const countTicks = () => {
      const fields = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return Number(fields[11]) + Number(fields[12]);
    };
    const from = countTicks();
    const exact = measureProcessorSeconds(process.pid);
    expect(exact).to.be.within(from / 100, countTicks() / 100);
    const before = measureProcess();
    const { title } = process;
    // A program may choose any name; Linux reports 15 bytes of it.
    process.title = "a) 9 (b) 9 9";
    const processorSeconds = measureProcessorSeconds(process.pid);
    const after = measureProcess();
    process.title = title;
    // Linux counts in hundredths.
    expect(processorSeconds).to.be.within(
      (before.user + before.system) / 1e6 - 0.1,
      (after.user + after.system) / 1e6 + 0.1,
    );
    expect([measureProcessorSeconds(undefined), measureProcessorSeconds(2 ** 30)]).to.deep.equal([0, 0]);
    expect(measureTreeSeconds(2 ** 30)).to.equal(0);
  });
});
