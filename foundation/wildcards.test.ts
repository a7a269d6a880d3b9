import { expect } from "chai";
import { isLike } from "./wildcards";

describe("wildcard patterns", () => {
  const signs = { any: "*", single: "?" };
  for (const [pattern, like, unlike] of [
    ["abc", ["abc"], ["", "ab", "abcd", "xabc"]],
    ["*", ["", "a", "a\nb"], []],
    ["?", ["a", "😀"], ["", "ab"]],
    ["a*", ["a", "ab"], ["", "ba"]],
    ["*ab", ["ab", "aab", "abab"], ["a", "aba", "abb"]],
    ["a*b*c", ["abc", "aXbYc", "abbcc", "abcbc"], ["ab", "acb", "abca"]],
    ["*a?c*", ["abc", "aaabcd", "aXaXc"], ["ac", "abd"]],
    ["a**", ["a", "ab"], ["b"]],
    ["", [""], ["a"]],
  ] as const)
    it(`"${pattern}" match a whole text`, () => {
      for (const text of like) expect(isLike(text, pattern, signs), text).to.equal(true);
      for (const text of unlike) expect(isLike(text, pattern, signs), text).to.equal(false);
    });

  it("take few steps, no matter how many wildcards they contain", () => {
    expect(isLike("a".repeat(500), "*a".repeat(100) + "*b", signs)).to.equal(false);
  });

  it("match a text that contains their characters only as any other text", () => {
    expect(isLike("*", "?", signs)).to.equal(true);
    expect(isLike("a*", "a?", signs)).to.equal(true);
    expect(isLike("*", "a", signs)).to.equal(false);
    expect(isLike("?", "a", signs)).to.equal(false);
  });
});
