import { expect } from "chai";
import { findAssigningConditions } from "./find-assigning-conditions";

describe("a condition that assigns a value", () => {
  it("is reported in every kind of condition", () => {
    const lines = [
      "if (product.in_shopping_cart = true) n += 1;",
      "while (open = false) {}",
      "do {} while (open = false);",
      "for (;;) if (done = true) break;",
      "for (let at = 0; at = 3; at += 1) {}",
    ];
    const messages = findAssigningConditions(lines).map((sentence) => /`(.*?)`/.exec(sentence)?.[1]);
    expect(messages).to.deep.equal(["product.in_shopping_cart = true", "open = false", "done = true", "at = 3"]);
  });
  it("is reported with advice on what to write", () => {
    expect(findAssigningConditions(["if (cart = true) {", "  n += 1;", "}"])).to.deep.equal([
      "The condition `cart = true` assigns a value: a single = doesn't compare. To compare, write ===.",
    ]);
  });
  it("doesn't include comparisons, assignments in their own parentheses, or text that isn't TypeScript", () => {
    const honest = [
      "if (product.in_shopping_cart === true) n += 1;",
      "if (product.in_shopping_cart) n = 1;",
      "while ((found = next())) n += 1;",
      "const way = country === 'USA' ? a : b;",
      "this is not TypeScript (",
    ];
    expect(findAssigningConditions(honest)).to.deep.equal([]);
  });
});
