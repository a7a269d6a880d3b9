import { expect } from "chai";
import { essenceOf } from "./essence";

let times = 0;
/** With a comment that no text has had before, since results are remembered. */
const normalizeText = (code: string): string => essenceOf(`${code}\n// ${(times += 1)}`);
const CODE = "const half = (n: number) => {\n  return n / 2;\n};\nconsole.log(`${half(4)} pieces`);";

describe("the normalized form of code", () => {
  for (const [title, other] of [
    ["comments", `/** Halves. */\n${CODE.replace("return", "// well\n  return /* n */")}\n// done`],
    ["spaces", CODE.replaceAll("(", "( ").replaceAll("  ", "\t")],
    ["blank and broken lines", `\n${CODE.replace("=> {", "=>\n{").replaceAll("\n", "\n\n")}\n`],
  ] as const) {
    it(`stays the same with different ${title}`, () => {
      expect(other).to.not.equal(CODE);
      expect(normalizeText(other)).to.equal(normalizeText(CODE));
    });
  }

  for (const [title, first, second] of [
    ["a line break ends a statement", "f = () => { return 1 }", "f = () => { return\n1 }"],
    ["a line break is text", "f(`a\nb`)", "f(`a\n\nb`)"],
    ["a space is text", 'f("a b")', 'f("a  b")'],
    ["what looks like a comment is text", 'f("a // b")', 'f("a // c")'],
    ["a space is part of a pattern", "f(/a b/)", "f(/a  b/)"],
    ["another name is used", "f(a)", "f(b)"],
    ["another type is said", "let a: string", "let a: number"],
    ["a bundler heeds a remark", "/* @__PURE__ */ f()", "f()"],
    ["the compiler heeds a remark", `// @ts-${"ignore"}\nf()`, "f()"],
    ["a remark keeps an import from the bundler", 'import(/* webpackIgnore: true */ "./a")', 'import("./a")'],
    ["signs belong together in another way", "a + ++b", "a++ + b"],
  ] as const) {
    it(`changes if ${title}`, () => {
      expect(normalizeText(first)).to.not.equal(normalizeText(second));
    });
  }
});
