import { expect } from "chai";
import { TokenBucket } from "./rates";

describe("a token bucket", () => {
  it("holds one second's worth, and refills at a steady rate", () => {
    const bucket = new TokenBucket(1000);
    bucket.use(1000);
    expect([bucket.canUse(1, 0), bucket.isOpen(0), bucket.canUse(1, 1), bucket.canUse(2, 1)]).to.deep.equal([
      ...[false, false],
      ...[true, false],
    ]);
    expect([bucket.canUse(500, 499), bucket.canUse(500, 500), bucket.isOpen(500)]).to.deep.equal([false, true, true]);
    bucket.use(500);
    expect([bucket.canUse(1000, 9_000), bucket.canUse(1, 8_000)], "full, and time never goes back").to.deep.equal([
      true,
      true,
    ]);
    bucket.use(400);
    expect([bucket.canUse(600, 9_000), bucket.canUse(601, 9_000)]).to.deep.equal([true, false]);
  });

  it("lets through an oversized request when it is full, and stays closed until that is paid off (KDS-022)", () => {
    const bucket = new TokenBucket(2);
    expect(bucket.canUse(10, 0)).to.equal(true);
    bucket.use(10);
    expect([bucket.isOpen(5_000), bucket.isOpen(5_001)]).to.deep.equal([false, true]);
    expect([bucket.canUse(10, 5_999), bucket.canUse(10, 6_000)]).to.deep.equal([false, true]);
    bucket.use(1);
    bucket.use(3);
    expect([bucket.isOpen(7_500), bucket.isOpen(7_501)]).to.deep.equal([false, true]);
  });
});
