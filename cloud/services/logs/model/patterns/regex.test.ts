import { expect } from "chai";
import { createRandom, type Random } from "../../../../../foundation/random";
import { compileRegexTest } from "./regex";

const ATOMS = [
  "a",
  "b",
  "c",
  ".",
  "[ab]",
  "[^a]",
  "[a-c1]",
  "\\d",
  "\\W",
  "\\.",
  "1",
  " ",
  "^",
  "$",
  "\\x62",
  "[.*]",
] as const;
const REPEATS = ["", "", "", "?", "*", "+", "{2}", "{1,}", "{0,2}", "{2,3}"] as const;

const pickAny = (random: Random, from: readonly string[]): string => from[random.drawBelow(from.length)] ?? "";
const createSome = (random: Random, max: number, make: () => string): string =>
  Array.from({ length: 1 + random.drawBelow(max) }, make).join("");

describe("regular expressions in filter patterns", () => {
  it("match like JavaScript's, for 3,000 random expressions", () => {
    const random = createRandom("regex");
    let found = 0;
    for (let turn = 0; turn < 3000; turn += 1) {
      const createPiece = (): string => {
        const atom = pickAny(random, ATOMS);
        return atom === "^" || atom === "$" ? atom : atom + pickAny(random, REPEATS);
      };
      const source = Array.from({ length: 1 + random.drawBelow(3) }, () => createSome(random, 4, createPiece)).join(
        "|",
      );
      const test = compileRegexTest(source);
      for (let text = 0; text < 5; text += 1) {
        const message = createSome(random, 8, () => pickAny(random, ["a", "b", "c", "1", ".", " ", "*", "\n", "é"]));
        const expected = new RegExp(source).test(message);
        expect(test?.(message), `/${source}/ in ${JSON.stringify(message)}`).to.equal(expected);
        if (expected) found += 1;
      }
    }
    expect(found).to.be.within(3000, 12_000);
  });
});
