import { expect } from "chai";
import { addGlossary } from "./glossary";
import type { SourceCell } from "./percent";

const TERMS = [
  { term: "key", only: ["key"], means: "A name." },
  { term: "partition", also: ["partitions"], means: "A part." },
  { term: "move", only: ["(to move)"], means: "To go." },
  { term: "partition key", also: ["partition keys"], means: "A text." },
];

/** The lines of a lesson with its links, and then the words that the glossary lists. */
function linkLines(...lines: string[]): string[] {
  const cells = { lesson: lines, glossary: ["## Glossary"] };
  const [lesson, glossary] = addGlossary(
    Object.entries(cells).map(([id, text]): SourceCell => ({
      id,
      kind: "markdown",
      lines: text,
      tags: [],
      file: "a.ts",
      line: 1,
      firstLine: 2,
    })),
    TERMS,
  );
  const listed = glossary?.lines.flatMap((line) => /^\| \*\*(.+?)\*\* /.exec(line)?.[1] ?? []) ?? [];
  return [...(lesson?.lines ?? []), listed.join(", ")];
}

describe("the glossary", () => {
  it("links the first use of a term, but no parts of longer words, code, links or headings", () => {
    expect(
      linkLines(
        "## A partition",
        "The `partition` of [a partition](#x) has its partition key.",
        "Partitions and partition keys; a partition, a key.",
      ),
    ).to.deep.equal([
      "## A partition",
      "The `partition` of [a partition](#x) has its [partition key](#Glossary).",
      "[Partitions](#Glossary) and partition keys; a partition, a [key](#Glossary).",
      "key, partition, partition key",
    ]);
  });

  it("takes a term's signs as they are", () => {
    expect(linkLines("Here to move, there (to move).")).to.deep.equal([
      "Here to move, there [(to move)](#Glossary).",
      "move",
    ]);
  });
});
