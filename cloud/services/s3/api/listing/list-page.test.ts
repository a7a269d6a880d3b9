import { expect } from "chai";
import { createRandom } from "../../../../../foundation/random";
import { toStoredKey } from "../../model/keys";
import { SortedMap } from "../../store/sorted-map";
import { listPage, type ListingRequest } from "./list-page";

const createBucket = (keys: readonly string[]): SortedMap<number> => {
  const map = new SortedMap<number>();
  keys.forEach((key, index) => map.set(toStoredKey(key), index));
  return map;
};
const everything: ListingRequest = { prefix: "", delimiter: "", after: "", max: 1000 };

/** The entries of a page in order: keys unchanged, common prefixes in brackets. */
function listKeys(keys: SortedMap<number>, request: Partial<ListingRequest>): string[] {
  const { entries, commonPrefixes } = listPage(keys, { ...everything, ...request });
  return [...entries.map(([key]) => key), ...commonPrefixes.map((prefix) => `[${prefix}]`)].sort();
}

/** The same listing by reading every key: slow, but so simple that it is obviously right. */
function listNaively(keys: readonly string[], { prefix, delimiter, after }: ListingRequest): string[] {
  const rollUp = (key: string): string => {
    const at = delimiter === "" || !key.startsWith(prefix) ? -1 : key.indexOf(delimiter, prefix.length);
    return at === -1 ? key : key.slice(0, at + delimiter.length);
  };
  const all = keys
    .map(toStoredKey)
    .filter((key) => key.startsWith(prefix) && key > after && !(rollUp(key) !== key && after.startsWith(rollUp(key))));
  return [...new Set(all.map(rollUp))].sort((a, b) => (a < b ? -1 : 1));
}

/** All pages, each listed after the end of the one before. */
function walkPages(keys: SortedMap<number>, request: ListingRequest): string[] {
  const found: string[] = [];
  let { after } = request;
  for (;;) {
    const page = listPage(keys, { ...request, after });
    const items = [...page.entries.map(([key]) => key), ...page.commonPrefixes].sort((a, b) => (a < b ? -1 : 1));
    expect(items).to.have.length.at.most(request.max);
    found.push(...items);
    if (!page.isTruncated) return found;
    expect(page.last, "a page that is cut says where it ends").to.equal(items.at(-1));
    after = page.last ?? "";
  }
}

describe("S3 listings", () => {
  it("list `a` next to `a/b`", () => {
    const keys = createBucket(["a", "a/b", "a/c", "ab", "a!"]);
    expect(listKeys(keys, {})).to.deep.equal(["a", "a!", "a/b", "a/c", "ab"]);
    expect(listKeys(keys, { delimiter: "/" })).to.deep.equal(["[a/]", "a", "a!", "ab"]);
    expect(listKeys(keys, { prefix: "a/", delimiter: "/" })).to.deep.equal(["a/b", "a/c"]);
  });

  it("group keys after a prefix that ends inside a name", () => {
    const keys = createBucket(["test/foo/bar/123", "test/foo/bar/456", "test/bar/foo/123"]);
    expect(listKeys(keys, { prefix: "test/foo", delimiter: "/" })).to.deep.equal(["[test/foo/]"]);
  });

  it("support delimiters of several characters", () => {
    expect(listKeys(createBucket(["a--b", "a-b", "a--c"]), { delimiter: "--" })).to.deep.equal(["[a--]", "a-b"]);
  });

  it("skip the common prefix that contains the marker", () => {
    const keys = createBucket(["folder/a/1", "folder/a/2", "folder/file1", "folder/file2"]);
    expect(listKeys(keys, { prefix: "folder/", delimiter: "/", after: "folder/a/1" })).to.deep.equal([
      "folder/file1",
      "folder/file2",
    ]);
    expect(listKeys(keys, { prefix: "folder/", delimiter: "/", after: "folder/a/" })).to.deep.equal([
      "folder/file1",
      "folder/file2",
    ]);
  });

  it("return nothing and end if asked for zero keys", () => {
    expect(listPage(createBucket(["a"]), { ...everything, max: 0 })).to.deep.include({
      entries: [],
      isTruncated: false,
    });
  });

  it("don't report more keys at the end", () => {
    expect(listPage(createBucket(["a", "b", "x"]), { ...everything, prefix: "a", max: 1 }).isTruncated).to.equal(false);
    expect(listPage(createBucket(["a/1", "a/2"]), { ...everything, delimiter: "/", max: 1 }).isTruncated).to.equal(
      false,
    );
  });

  for (let seed = 1; seed <= 40; seed++) {
    it(`agree with reading every key, page by page (seed ${seed})`, () => {
      const random = createRandom(`listing ${seed}`);
      const alphabet = ["a", "b", "/", "-", "é", "😀", "\uffff"];
      const drawWord = (max: number): string =>
        Array.from({ length: random.drawBelow(max + 1) }, () => alphabet[random.drawBelow(alphabet.length)]).join("");
      const keys = [...new Set(Array.from({ length: 1 + random.drawBelow(300) }, () => drawWord(7)))].filter(
        (key) => key !== "",
      );
      const map = createBucket(keys);
      for (const key of keys.filter(() => random.drawFraction() < 0.1)) {
        map.delete(toStoredKey(key));
        keys.splice(keys.indexOf(key), 1);
      }
      for (let round = 0; round < 20; round++) {
        const delimiter = ["", "/", "-", "é", "/a"][random.drawBelow(5)] ?? "";
        const request = {
          prefix: toStoredKey(drawWord(2)),
          delimiter: toStoredKey(delimiter),
          after: toStoredKey(drawWord(4)),
          max: 1 + random.drawBelow(9),
        };
        expect(walkPages(map, request), JSON.stringify(request)).to.deep.equal(listNaively(keys, request));
      }
    });
  }
});
