import { expect } from "chai";
import { useDisplay } from "./testing/use-display";
import { countPerMinute, showRecordsPerMinute } from "./show-records-per-minute";

describe("the chart of records per minute", () => {
  it("counts each series per minute, and shows minutes without records as 0", () => {
    const counts = countPerMinute([
      { at: "2030-01-01T00:00:00.000Z", series: "USA" },
      { at: new Date("2030-01-01T00:00:59.999Z"), series: "USA" },
      { at: Date.parse("2030-01-01T00:02:00Z"), series: "International" },
    ]);
    expect(counts).to.deep.equal([
      { minute: "2030-01-01T00:00:00.000Z", series: "International", records: 0 },
      { minute: "2030-01-01T00:01:00.000Z", series: "International", records: 0 },
      { minute: "2030-01-01T00:02:00.000Z", series: "International", records: 1 },
      { minute: "2030-01-01T00:00:00.000Z", series: "USA", records: 2 },
      { minute: "2030-01-01T00:01:00.000Z", series: "USA", records: 0 },
      { minute: "2030-01-01T00:02:00.000Z", series: "USA", records: 0 },
    ]);
  });
  it("is limited to the last day, so a wrong clock doesn't create a million bars", () => {
    const counts = countPerMinute([
      { at: "1970-01-01T00:00:00Z", series: "a" },
      { at: "2030-01-01T00:00:00Z", series: "a" },
    ]);
    expect(counts).to.have.length(1440);
    expect(counts.at(-1)).to.deep.equal({ minute: "2030-01-01T00:00:00.000Z", series: "a", records: 1 });
  });
  it("is empty without records", () => {
    expect(countPerMinute([])).to.deep.equal([]);
  });
  it("rejects values that aren't times", () => {
    expect(() => countPerMinute([{ at: "soon", series: "a" }])).to.throw(RangeError, '"soon"');
  });

  describe("in a notebook", () => {
    const display = useDisplay();
    it("shows a Vega-Lite plot with its data, and text for viewers that can't plot", () => {
      showRecordsPerMinute([{ at: "2030-01-01T00:00:00Z", series: "USA" }], { title: "Arrived" });
      const bundle = display.shown[0]?.bundle ?? {};
      expect(bundle["application/vnd.vegalite.v5+json"]).to.deep.include({
        $schema: "https://vega.github.io/schema/vega-lite/v5.json",
        title: "Arrived",
        data: { values: [{ minute: "2030-01-01T00:00:00.000Z", series: "USA", records: 1 }] },
      });
      expect(bundle["text/plain"]).to.equal("Arrived\n2030-01-01 00:00  USA  # 1");
    });
  });
});
