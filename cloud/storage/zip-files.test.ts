import { expect } from "chai";
import { ZipFiles } from "./zip-files";

const checkCapacity = (...names: string[]): boolean[] => {
  const files = new ZipFiles();
  return names.map((name) => files.hasRoomFor(name));
};

describe("the files of a zip", () => {
  for (const name of [
    ...["/a", "a\0", "C:a", "z:/a", "..", "a/../b", "a\\..\\b", "../a", "", ".", "./"],
    ...["n".repeat(256), `a/${"é".repeat(128)}`, "a/".repeat(1500) + "b"],
  ]) {
    it(`can't be named ${JSON.stringify(name.slice(0, 20))} (${name.length})`, () => {
      expect(checkCapacity(name)).to.deep.equal([false]);
    });
  }
  for (const name of ["a", "./a//b", "a..b/..c", "n".repeat(255), "a/".repeat(1499) + "bb", "1:a"]) {
    it(`can be named ${JSON.stringify(name.slice(0, 20))} (${name.length})`, () => {
      expect(checkCapacity(name)).to.deep.equal([true]);
    });
  }

  it("can't have the name of another file's folder", () => {
    expect(checkCapacity("a/b", "a/c", "a/b", "./a//b")).to.deep.equal([true, true, true, true]);
    expect(checkCapacity("a/b/c", "a", "a/b", "a/b/c/d")).to.deep.equal([true, false, false, false]);
    expect(checkCapacity("a", "a/b/c", "b/c")).to.deep.equal([true, false, true]);
  });

  it("are limited to a hundred thousand, including folders", () => {
    const files = new ZipFiles();
    for (let n = 0; n < 49_999; n++) files.hasRoomFor(`${n}/a`);
    expect(["b", "c", "d"].map((name) => files.hasRoomFor(name))).to.deep.equal([true, true, false]);
  });
});
