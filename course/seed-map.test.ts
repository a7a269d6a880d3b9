import { expect } from "chai";
import { parseSeedMap } from "./seed-map";

const parse = (text: string) => parseSeedMap(text, "05-resharding", ["split"]);

describe("seed-map.txt", () => {
  it("has items below their steps, in one line or several", () => {
    const text = `# A comment.
given = It is given.

## 1.1
name: a: b → split-do, ./given/names.ts, src/a.ts, checked by split: "a": → b
done step: some words
  that go on → split-do
  differs: given
`;
    expect(parse(text)).to.deep.equal([
      {
        step: "1.1",
        kind: "name",
        seed: "a: b",
        where: ["cell:split-do", "file:course/05-resharding/given/names.ts", "file:src/a.ts"],
        check: "05-resharding.split",
        text: '"a": → b',
      },
      {
        step: "1.1",
        kind: "step",
        status: "done",
        seed: "some words that go on",
        where: ["cell:split-do"],
        differs: "It is given.",
      },
    ]);
  });

  for (const [mistake, line, message] of [
    ["an unknown kind", "stap: a → b", '"stap" is none of step, name, message, setting, exercise.'],
    ["an unknown word before the kind", "seen step: a → b", '"seen" is none of done, shown, mentioned.'],
    ["no place", "step: a", "write `kind: item → places`"],
    ["a place that ends in a comma", "step: a → b,: c", "write `kind: item → places`"],
    ["an exercise that the lab lacks", "step: a → b, checked by merge", 'the lab has no exercise "merge".'],
    [
      "a short name without a sentence",
      "step: a → b\n  differs: given",
      '"given" is no sentence, and stands for none.',
    ],
    ["a difference without an item", "differs: It is given.", "there is no item above it."],
  ] as const)
    it(`names the file and the line of ${mistake}`, () => {
      const number = line.includes("\n") ? 4 : 3;
      expect(() => parse(`\n## 1\n${line}\n`)).to.throw(`course/05-resharding/seed-map.txt:${number}: ${message}`);
    });

  it("names the line of an item above the first step", () => {
    expect(() => parse("step: a → b")).to.throw("course/05-resharding/seed-map.txt:1: there is no step (`## 1.1`)");
  });
});
