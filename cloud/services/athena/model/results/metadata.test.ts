import { expect } from "chai";
import { encodeMetadata } from "./result-files";

describe("Athena's .metadata files", () => {
  it("encode numbers and lengths of any size in groups of seven bits", () => {
    const createRows = (rows: number): string =>
      encodeMetadata({ id: "", update: { kind: "", rows }, columns: [] }).toString("hex");
    for (const [rows, bytes] of [
      [0, "00"],
      [127, "7f"],
      [128, "8001"],
      [16_383, "ff7f"],
      [16_384, "808001"],
      [2 ** 40, "808080808020"],
    ] as const)
      expect(createRows(rows), String(rows)).to.equal(`0a00120018${bytes}`);
    for (const [length, bytes] of [
      [127, "7f"],
      [128, "8001"],
    ] as const)
      expect(encodeMetadata({ id: "x".repeat(length), columns: [] }).toString("hex")).to.equal(
        `0a${bytes}${"78".repeat(length)}`,
      );
  });
});
