import { expect } from "chai";
import type { Change } from "../flink/flink-session";
import { apply, showLive } from "./show-live";
import { useDisplay } from "./testing/use-display";

async function* streamChanges(...all: readonly Change[]): AsyncGenerator<Change> {
  yield* all;
}
const createInsert = (row: object): Change => ({ kind: "INSERT", row: { ...row } });

describe("showLive", () => {
  const display = useDisplay();

  it("applies a changelog to the rows", () => {
    const rows: object[] = [];
    const steps: readonly Change[] = [
      createInsert({ k: "a", n: 1 }),
      createInsert({ k: "b", n: 1 }),
      { kind: "UPDATE_BEFORE", row: { k: "a", n: 1 } },
      { kind: "UPDATE_AFTER", row: { k: "a", n: 2 } },
      { kind: "DELETE", row: { k: "b", n: 1 } },
    ];
    for (const step of steps) apply(rows as Record<string, unknown>[], step);
    expect(rows).to.deep.equal([{ k: "a", n: 2 }]);
  });
  it("shows a single table, which is replaced, beside the plot", async () => {
    const all = Array.from({ length: 30 }, (_, n) =>
      createInsert({ at: `2030-01-01T00:00:${String(n).padStart(2, "0")}Z`, n }),
    );
    const rows = await showLive(streamChanges(...all), { title: "Counts", limit: 5, plot: { x: "at", y: "n" } });
    expect(rows).to.have.length(30);
    expect(new Set(display.shown.map(({ id }) => id)).size).to.equal(2);
    const [table, plot] = display.shown.slice(-2).map(({ bundle }) => bundle);
    expect(table?.["text/plain"])
      .to.include("the newest 5 of 30 rows")
      .and.to.include("00:29Z")
      .and.not.to.include("00:24Z");
    expect(plot).to.have.nested.property("application/vnd\\.vegalite\\.v5+json.encoding.x.type", "temporal");
  });
  it("stops at the requested number of rows, and ends the query", async () => {
    let ended = false;
    async function* streamEndlessly(): AsyncGenerator<Change> {
      try {
        for (let n = 0; ; n += 1) yield createInsert({ n });
      } finally {
        ended = true;
      }
    }
    expect(await showLive(streamEndlessly(), { untilRows: 3 })).to.have.length(3);
    expect(ended).to.equal(true);
  });
});
