import { expect } from "chai";
import { showShardCalculator } from "./show-shard-calculator";
import { useDisplay } from "./testing/use-display";

describe("showShardCalculator", () => {
  const display = useDisplay();
  const renderText = (recordKiB: number, recordsPerSecond: number, consumers: number): string => {
    showShardCalculator({ recordKiB, recordsPerSecond, consumers });
    return String(display.shown.at(-1)?.bundle["text/plain"]);
  };

  it("shows the shards and their cost, whichever of the three limits decides", () => {
    expect(renderText(2, 40, 2)).to.include("1 shard, 0.015 USD an hour");
    expect(renderText(10, 300, 1), "data in").to.include("3 shards, 0.045 USD");
    expect(renderText(10, 300, 5), "data out").to.include("8 shards, 0.120 USD");
    expect(renderText(1, 5_001, 1), "records").to.include("6 shards, 0.090 USD");
  });
  it("has a field for each of the three numbers, with the given value", () => {
    showShardCalculator({ recordKiB: 2, recordsPerSecond: 40, consumers: 3 });
    const spec = display.shown[0]?.bundle["application/vnd.vegalite.v5+json"] as {
      readonly params: readonly { readonly value: number; readonly bind: { readonly input: string } }[];
    };
    expect(spec.params.map(({ value, bind }) => [value, bind.input])).to.deep.equal([
      [2, "number"],
      [40, "number"],
      [3, "number"],
    ]);
  });
});
