import { expect } from "chai";
import type { Box } from "./flow-picture";
import { drawPipeline } from "./draw-pipeline";

const createBox = (fields: Partial<Box>): Box => ({
  id: "a",
  kind: "data stream",
  name: "a",
  column: 0,
  row: 0,
  exists: true,
  ...fields,
});

describe("drawPipeline", () => {
  it("draws each box and arrow, with their texts", () => {
    const svg = drawPipeline(
      [createBox({ holds: "3 records" }), createBox({ id: "b", kind: "S3 bucket", name: "b", column: 1 })],
      [{ from: "a", to: "b", labels: ["USA", "2 records"] }],
      "Flow",
    );
    expect(svg).to.match(/^<svg .*<\/svg>$/s);
    for (const text of ["Flow", "data stream", "S3 bucket", "3 records", "USA", "2 records"])
      expect(svg).to.contain(`>${text}</t`);
    expect(svg.match(/<line /g)).to.have.length(1);
  });
  it("draws two opposite arrows next to each other, each with its text on its own side", () => {
    const svg = drawPipeline(
      [createBox({}), createBox({ id: "b", name: "b", column: 1 })],
      [
        { from: "a", to: "b", labels: ["there"] },
        { from: "b", to: "a", labels: ["back"] },
      ],
      "",
    );
    const [there = 0, back = 0] = [...svg.matchAll(/<line [^>]*y1="(\d+)"/g)].map(([, y]) => Number(y));
    const findWordsAt = (text: string): number =>
      Number(new RegExp(`<text [^>]*y="(\\d+)"[^>]*>${text}<`).exec(svg)?.[1]);
    const heights = [findWordsAt("there"), there, back, findWordsAt("back")];
    expect(heights).to.deep.equal([...heights].sort((a, b) => a - b));
    expect(new Set(heights)).to.have.length(4);
  });
  it("draws missing parts with dashes", () => {
    expect(drawPipeline([createBox({ exists: false })], [], ""))
      .to.contain("stroke-dasharray")
      .and.contain("data stream (not there yet)");
  });
  it("breaks long names at a hyphen, into lines that together are the name", () => {
    const name = "de-c2w2lab1-international-data-stream";
    const svg = drawPipeline([createBox({ name })], [], "");
    const lines = [...svg.matchAll(/font-weight="bold"[^>]*>([^<]*)<\/text>/g)].map(([, line]) => line);
    expect(lines.join("")).to.equal(name);
    expect(lines.slice(0, -1).every((line) => line?.endsWith("-"))).to.equal(true);
  });
  it("shows the full name on hover if it is too long for three lines", () => {
    const name = "x".repeat(128);
    const svg = drawPipeline([createBox({ name })], [], "");
    expect(svg).to.contain(`<title>${name}</title>`).and.contain("x…</text>");
  });
  it("compresses text that might be wider than its box", () => {
    expect(drawPipeline([createBox({ holds: "W".repeat(40) })], [], "")).to.contain('textLength="172"');
    expect(drawPipeline([createBox({ holds: "12 objects, 3 failed" })], [], "")).not.to.contain("textLength");
  });
  it("escapes markup in a name", () => {
    expect(drawPipeline([createBox({ name: "<script>" })], [], "<x>"))
      .to.contain("&lt;script&gt;")
      .and.not.contain("<script>")
      .and.not.contain("<x>");
  });
  it("refuses an arrow without a box", () => {
    expect(() => drawPipeline([createBox({})], [{ from: "a", to: "z", labels: [] }], "")).to.throw(
      RangeError,
      "from a to z",
    );
  });
});
