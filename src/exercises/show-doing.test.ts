import { expect } from "chai";
import { useDisplay } from "../display/testing/use-display";
import { showDoing } from "./show-doing";

describe("what a check does", () => {
  const display = useDisplay();
  const listTexts = () => display.shown.map(({ bundle }) => String(bundle["text/plain"]));

  it("stands in one line below the cell, which is replaced, and says in the end how long it took", async () => {
    const doing = showDoing(0);
    doing.hear({ doing: "Running your cells" });
    while (display.shown.length === 0) await new Promise((resolve) => setImmediate(resolve));
    doing.hear({ doing: "Running src/etl/consumer.ts" });
    doing.end();
    expect(listTexts()[0]).to.match(/^Running your cells, \d+ s$/);
    expect(listTexts()[1]).to.match(/^Running src\/etl\/consumer\.ts, \d+ s$/);
    expect(listTexts().at(-1)).to.match(/^Checked in \d+\.\d s\.$/);
    expect(display.shown.map(({ update }) => update)).to.deep.equal([
      false,
      ...listTexts()
        .slice(1)
        .map(() => true),
    ]);
    expect(new Set(display.shown.map(({ id }) => id)).size).to.equal(1);
  });

  it("is not shown for a check that is done at once, and what is not a message is passed over", () => {
    const doing = showDoing(3_600_000);
    for (const message of [{ doing: "Running your cells" }, "text", null, { other: 1 }]) doing.hear(message);
    doing.end();
    expect(listTexts()).to.deep.equal([]);
  });
});
