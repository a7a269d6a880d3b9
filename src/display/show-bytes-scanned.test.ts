import { expect } from "chai";
import { showBytesScanned } from "./show-bytes-scanned";
import { useDisplay } from "./testing/use-display";

describe("bytes scanned", () => {
  const display = useDisplay();

  it("are plotted and compared with those of the first query", () => {
    showBytesScanned(
      [
        { query: "all", bytesScanned: 1_200_000 },
        { query: "a column", bytesScanned: 400_000 },
        { query: "nothing", bytesScanned: 0 },
      ],
      { title: "Read" },
    );
    const { "application/vnd.vegalite.v5+json": plot, "text/plain": text } = display.shown[0]?.bundle ?? {};
    expect(String(text).split("\n")).to.deep.equal([
      "Read",
      "all          1200000 bytes  1200 KB",
      "a column      400000 bytes  400 KB, 3.0 times less",
      "nothing            0 bytes  nothing",
    ]);
    expect((plot as { data: { values: unknown[] } }).data.values).to.deep.include({
      query: "all",
      bytes: 1_200_000,
      note: "1200 KB",
    });
  });
});
