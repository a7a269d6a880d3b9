import { expect } from "chai";
import { createMemo } from "./memo";

describe("createMemo", () => {
  it("drops the least recently used entry when it is full", () => {
    const memo = createMemo<number>();
    for (let key = 0; key < 2000; key++) memo.set(String(key), key);
    expect(memo.get("0")).to.equal(0);
    memo.set("new", 1);
    expect(memo.get("0")).to.equal(0);
    expect(memo.get("1")).to.equal(undefined);
    expect(memo.get("new")).to.equal(1);
  });

  it("drops everything when cleared", () => {
    const memo = createMemo<number>();
    memo.set("a", 1);
    memo.clear();
    expect(memo.get("a")).to.equal(undefined);
  });
});
