import { readdirSync } from "node:fs";
import { expect } from "chai";
import { FACT_FILES } from "./index";
import { parseFacts } from "./read-facts";

const WATER = `# A comment.

## Water
XX-001 measured: Water is wet: all of it.
  differs: A little.
  page: https://docs.aws.amazon.com/water.html
XX-002 unsure: Steam is hot.
  unshown: too hot here
## Air
`;

describe("files of facts", () => {
  it("have facts with their details below titles", () => {
    const wet = { id: "XX-001", grade: "measured", says: "Water is wet: all of it.", differs: "A little." };
    expect(parseFacts([["water.txt", WATER]])).to.deep.equal([
      {
        title: "Water",
        facts: [
          { ...wet, page: "https://docs.aws.amazon.com/water.html" },
          { id: "XX-002", grade: "unsure", says: "Steam is hot.", unshown: "too hot here" },
        ],
      },
      { title: "Air", facts: [] },
    ]);
  });

  for (const [mistake, line, message] of [
    ["an unknown grade", "XX-003 sure: a.", '"sure" is none of measured, documented, emulators, unsure.'],
    ["an unknown detail", "XX-003 unsure: a.\n  diffres: b.", '"diffres" is none of differs, page, unshown.'],
    ["a detail that is there twice", "XX-003 unsure: a.\n  page: b\n  page: c", "XX-003 has `page` already."],
    ["a detail without a fact", "  differs: a.", "there is no fact above it."],
    ["a detail that isn't indented", "XX-003 unsure: a.\ndiffers: b.", "write `KDS-010 grade: sentence`, or"],
    ["a detail without a text", "XX-003 unsure: a.\n  differs", "write `differs: sentence`."],
    ["a fact without a sentence", "XX-003 unsure:", "write `KDS-010 grade: sentence`, or"],
    [
      "an id that is there twice",
      "XX-003 unsure: a.\nXX-003 unsure: b.",
      "XX-003 is already in cloud/facts/air.txt:2.",
    ],
    ["an id of another file", "XX-002 unsure: a.", "XX-002 is already in cloud/facts/water.txt:7."],
  ] as const)
    it(`name the file and the line of ${mistake}`, () => {
      const number = 1 + line.split("\n").length;
      const files = [["water.txt", WATER] as const, ["air.txt", `## Air\n${line}\n`] as const];
      expect(() => parseFacts(files)).to.throw(`cloud/facts/air.txt:${number}: ${message}`);
    });

  it("name the line of a fact above the first title of its file", () => {
    const files = [["water.txt", WATER] as const, ["air.txt", "XX-003 unsure: a."] as const];
    expect(() => parseFacts(files)).to.throw("cloud/facts/air.txt:1: there is no title (`## Title`) above it.");
  });

  it("are all in the list of files", () => {
    const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".txt"));
    expect(files).to.have.members(FACT_FILES);
  });
});
