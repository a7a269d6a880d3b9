import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticListSchema, StaticMapSchema, StaticStructureSchema } from "@smithy/types";
import { expect } from "chai";
import { rewriteTimesIn } from "./aws-cbor";

const [TEXT, TIME] = [0, 4] as const;
const TIMES: StaticListSchema = [1, "n", "Times", 0, TIME];
const MAP: StaticMapSchema = [2, "n", "Map", 0, TEXT, TIME];
const PLAIN: StaticStructureSchema = [3, "n", "Plain", 0, ["Text"], [TEXT]];
/** A list that contains itself, before any time. */
const SELVES: StaticListSchema = [1, "n", "Selves", 0, () => OUTER];
const OUTER: StaticStructureSchema = [
  ...([3, "n", "Outer", 0] as const),
  ["Selves", "Times", "Map", "Plain", "When"],
  [SELVES, TIMES, MAP, PLAIN, TIME],
];

describe("times in CBOR values", () => {
  const rewriteTimes = (schema: StaticStructureSchema, value: unknown): unknown =>
    rewriteTimesIn(NormalizedSchema.of(schema), value, (time) => `at ${String(time)}`);

  it("are converted wherever the shape has them, including in recursive shapes", () => {
    expect(
      rewriteTimes(OUTER, {
        When: 1,
        Times: [2, 3],
        Map: { a: 4 },
        Plain: { Text: "x" },
        Selves: [{ When: 5 }],
        More: 6,
      }),
    ).to.deep.equal({
      ...{ When: "at 1", Times: ["at 2", "at 3"], Map: { a: "at 4" }, Plain: { Text: "x" } },
      ...{ Selves: [{ When: "at 5" }], More: 6 },
    });
  });

  it("leave a value unchanged if it contains none", () => {
    const value = { Text: "x" };
    expect(rewriteTimes(PLAIN, value)).to.equal(value);
    for (const nothing of [undefined, null]) expect(rewriteTimes(OUTER, nothing)).to.equal(nothing);
    expect(rewriteTimes(OUTER, { When: null })).to.deep.equal({ When: null });
  });
});
