import { expect } from "chai";
import { pageOf } from "./page";

describe("pages of a listing", () => {
  const invalid = (token: string): Error => new Error(`no token: ${token}`);
  const numbers = [1, 3, 5, 7, 9];
  const page = (all: readonly number[], token?: string, isDescending = false) =>
    pageOf(all, (one) => one, { token, size: 2, isDescending, invalid });

  it("go on behind the last item, even where it has gone and others have come", () => {
    const { items, next } = page(numbers);
    expect(items).to.deep.equal([1, 3]);
    expect(page([0, 1, 2, 4, 5, 7, 9], next).items).to.deep.equal([4, 5]);
  });
  it("have a token only where another page follows", () => {
    expect(page([1, 2, 3], page([1, 2, 3]).next)).to.deep.equal({ items: [3], next: undefined });
    expect(page([1, 2]).next).to.equal(undefined);
    expect(page([]).next).to.equal(undefined);
  });
  it("go down as well as up", () => {
    const down = [...numbers].reverse();
    const { items, next } = page(down, undefined, true);
    expect(items).to.deep.equal([9, 7]);
    expect(page(down, next, true).items).to.deep.equal([5, 3]);
  });
  for (const token of ["", "x", "[1", "{}", "[1,2]", "[null]", '["a"]'])
    it(`refuse the token of ${JSON.stringify(token)}`, () => {
      expect(() => page(numbers, Buffer.from(token).toString("base64url"))).to.throw("no token");
    });
});
