import { expect } from "chai";
import { Watermark } from "./scripts/src/metrics/app/operators/watermark";

describe("operator Watermark", () => {
  it("follows the newest event at its delay, and never moves backward", () => {
    const watermark = new Watermark(30);
    expect([100, 90, 140].map((at) => [watermark.observe(at), watermark.atMs])).to.deep.equal([
      [true, 70],
      [false, 70],
      [true, 110],
    ]);
  });
  it("resumes where an earlier run ended", () => {
    const watermark = new Watermark(30, 500);
    expect(watermark.observe(520)).to.equal(false);
    expect(watermark.atMs).to.equal(500);
  });
});
