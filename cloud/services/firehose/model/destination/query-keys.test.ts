import { expect } from "chai";
import { listQueryKeys } from "./partitioning";

describe("Firehose metadata queries", () => {
  const cases: readonly (readonly [program: string, keys: readonly string[]])[] = [
    ["{customer_id:.customer_id}", ["customer_id"]],
    ['{customer_id:.customer_id,"year":.event_timestamp|strftime("%Y")}', ["customer_id", "year"]],
    ["{ a: .x | {b: 1, c: 2}, d: (.y, .z), e: [1, 2] }", ["a", "d", "e"]],
    ['{a: "x, y: {", $b, c} # {d: 1}', ["a", "b", "c"]],
    ["{}", []],
    [".a", []],
    ["{a: 1} | {b: 2}", []],
    ["{a: 1", []],
  ];
  for (const [program, keys] of cases)
    it(`${program} names ${keys.join(", ") || "nothing"}`, () => expect(listQueryKeys(program)).to.deep.equal(keys));
});
