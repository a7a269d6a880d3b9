import { expect } from "chai";
import { createRandom } from "../../foundation/random";
import { TextMemory, type TextRange } from "./journal";

describe("text memory", () => {
  it("returns texts unchanged while others are added and dropped", () => {
    const random = createRandom("texts");
    const memory = new TextMemory();
    const stored: { readonly text: string; readonly at: TextRange }[] = [];
    const pieces = new Set<unknown>();
    for (let turn = 0; turn < 150; turn += 1) {
      const text = random.drawText(random.drawBelow(100), 'aé€漢\0"').repeat(random.drawBelow(2_000));
      const at = memory.keep(text);
      pieces.add(at.piece);
      stored.push({ text, at });
      // Drops the oldest, some at a time, as the journal does.
      if (stored.length > 40) for (const item of stored.splice(0, 20)) memory.drop(item.at);
      if (turn % 7 > 0) continue;
      for (const item of stored) if (memory.read(item.at) !== item.text) expect.fail(`text ${turn} is another`);
    }
    expect(pieces.size, "pieces of memory").to.be.within(4, 40);
  });

  it("gives a string longer than a chunk its own memory", () => {
    const memory = new TextMemory();
    const texts = ["short", "x".repeat(3_000_000), "also short"];
    const ranges = texts.map((text) => memory.keep(text));
    expect(ranges.map((range) => memory.read(range))).to.deep.equal(texts);
    expect(ranges[0]?.piece).to.equal(ranges[2]?.piece);
    expect(ranges[1]?.piece).not.to.equal(ranges[0]?.piece);
  });

  it("reuses memory only when all texts in it have been dropped", () => {
    const memory = new TextMemory();
    const createFull = (): TextRange => memory.keep("x".repeat(600_000));
    const [first, second, third] = [createFull(), createFull(), createFull()];
    const small = memory.keep("still here");
    memory.drop(first);
    const fourth = createFull();
    expect(fourth.piece, "the first's").to.equal(first.piece);
    memory.drop(third);
    expect([second.piece, third.piece]).not.to.include(createFull().piece);
    expect(memory.read(small)).to.equal("still here");
  });

  it("reuses an empty current chunk from its beginning, and other empty chunks later", () => {
    const memory = new TextMemory();
    const first = memory.keep("x".repeat(600_000));
    memory.drop(first);
    const texts = ["a", "b", "c"].map((letter) => letter.repeat(600_000));
    const ranges = texts.map((text) => memory.keep(text));
    expect(ranges[0]).to.include({ from: 0 }).and.to.have.property("piece", first.piece);
    for (const [at, item] of ranges.entries())
      if (memory.read(item) !== texts[at]) expect.fail(`text ${at} is another`);
  });
});
