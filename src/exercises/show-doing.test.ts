import { expect } from "chai";
import { useDisplay } from "../display/testing/use-display";
import { openLearnerTexts } from "./learner-texts";
import { showDoing } from "./show-doing";

describe("the progress of a check", () => {
  const display = useDisplay();
  const listTexts = () => display.shown.map(({ bundle }) => String(bundle["text/plain"]));

  it("is a single line below the cell, which is replaced, and finally shows how long it took", async () => {
    const doing = showDoing(openLearnerTexts("05-resharding"), 0);
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

  it("is hidden for a check that finishes at once, and ignores malformed messages", () => {
    const doing = showDoing(openLearnerTexts("05-resharding"), 3_600_000);
    for (const message of [{ doing: "Running your cells" }, "text", null, { other: 1 }]) doing.hear(message);
    doing.end();
    expect(listTexts()).to.deep.equal([]);
  });
});
