import { expect } from "chai";
import { createPage } from "./page";

describe("pages of a listing", () => {
  const createInvalidError = (token: string): Error => new Error(`no token: ${token}`);
  const numbers = [1, 3, 5, 7, 9];
  const createNumbersPage = (all: readonly number[], token?: string, isDescending = false) =>
    createPage(all, (item) => item, { token, size: 2, isDescending, createInvalidFault: createInvalidError });

  it("continue after the last item, even if items were deleted and added", () => {
    const { items, next } = createNumbersPage(numbers);
    expect(items).to.deep.equal([1, 3]);
    expect(createNumbersPage([0, 1, 2, 4, 5, 7, 9], next).items).to.deep.equal([4, 5]);
  });
  it("have a token only if another page follows", () => {
    expect(createNumbersPage([1, 2, 3], createNumbersPage([1, 2, 3]).next)).to.deep.equal({
      items: [3],
      next: undefined,
    });
    expect(createNumbersPage([1, 2]).next).to.equal(undefined);
    expect(createNumbersPage([]).next).to.equal(undefined);
  });
  it("work in descending as well as ascending order", () => {
    const down = [...numbers].reverse();
    const { items, next } = createNumbersPage(down, undefined, true);
    expect(items).to.deep.equal([9, 7]);
    expect(createNumbersPage(down, next, true).items).to.deep.equal([5, 3]);
  });
  for (const token of ["", "x", "[1", "{}", "[1,2]", "[null]", '["a"]'])
    it(`reject the token of ${JSON.stringify(token)}`, () => {
      expect(() => createNumbersPage(numbers, Buffer.from(token).toString("base64url"))).to.throw("no token");
    });
});
