import { expect } from "chai";
import { showTable } from "./show-table";
import { useDisplay } from "./testing/use-display";

describe("showTable", () => {
  const display = useDisplay();
  const readHtml = (): string => String(display.shown[0]?.bundle["text/html"]);
  const readText = (): string => String(display.shown[0]?.bundle["text/plain"]);

  it("shows a column for each member of any row, as HTML and as text", () => {
    showTable(
      [
        { city: "Lima", pieces: 2 },
        { city: "Graz", cart: true },
      ],
      { title: "Sessions" },
    );
    expect(readText()).to.equal("Sessions\ncity  pieces  cart\n----  ------  ----\nLima  2\nGraz          true");
    expect(readHtml())
      .to.contain("<b>Sessions</b>")
      .and.contain('<th style="text-align:right;white-space:nowrap">pieces</th>')
      .and.contain(">Lima</td>");
  });
  it("escapes markup in a record", () => {
    showTable([{ "<b>": "<script>alert(1)</script>" }, { "<b>": "a & \"b\" & 'c'" }], { title: "<i>" });
    expect(readHtml()).not.to.match(/<script|<i>|<td[^>]*><b>/);
    expect(readHtml())
      .to.contain("&lt;script&gt;alert(1)&lt;/script&gt;")
      .and.contain("a &amp; &quot;b&quot; &amp; &#39;c&#39;");
  });
  it("shows dates without their zone, and JSON values as JSON", () => {
    showTable([{ at: new Date("2030-01-02T03:04:05.678Z"), data: { a: [1] }, nothing: undefined, none: null }]);
    expect(readText()).to.contain("2030-01-02 03:04:05").and.contain('{"a":[1]}');
    expect(readText()).not.to.match(/undefined|null/);
  });
  it("shows numbers without the noise of binary fractions, and integers in full", () => {
    const usd = 3 * 0.000005;
    expect(String(usd)).to.have.length.above(10);
    showTable([{ usd, sum: 0.1 + 0.2, id: 9_007_199_254_740_991 }]);
    expect(readText()).to.match(/\n0\.000015 +0\.3 +9007199254740991$/);
  });
  it("shows the requested columns in their order, and how many rows are left out", () => {
    showTable(
      Array.from({ length: 25 }, (_, n) => ({ n, square: n * n })),
      { columns: ["square", "n"], limit: 2 },
    );
    expect(readText().split("\n")).to.deep.equal([
      "square  n",
      "------  -",
      "0       0",
      "1       1",
      "… and 23 more rows",
    ]);
  });
  it("reports that there are no rows", () => {
    showTable([], { title: "Left" });
    expect(readText()).to.equal("Left\n(no rows)");
    expect(readHtml()).to.contain("(no rows)");
  });
});
