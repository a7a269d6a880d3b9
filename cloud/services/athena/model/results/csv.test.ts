import { expect } from "chai";
import { formatCsv, readCsvRow } from "./result-files";

const ROWS: readonly (readonly (string | null)[])[] = [
  ["a", "1"],
  [null, "", '"', '""'],
  ['say "hello"', "two\nlines", "a,b"],
  ["é😀"],
  [null],
  [null, null],
  [""],
];

describe("Athena's CSV results", () => {
  it("have quoted values, doubled quotes, and nothing for NULL", () => {
    expect(formatCsv(["a", null, "", 'b"c'])).to.equal('"a",,"","b""c"\n');
    expect(formatCsv([null])).to.equal("\n");
  });

  it("are read row by row, even from the middle of a larger buffer", () => {
    const text = ROWS.map(formatCsv).join("");
    const bytes = Buffer.from(`xx${text}`).subarray(2);
    let at = 0;
    for (const row of ROWS) {
      const found = readCsvRow(bytes, at);
      expect(found, JSON.stringify(row)).to.deep.equal({ row, next: at + Buffer.byteLength(formatCsv(row)) });
      at = found?.next ?? NaN;
    }
    expect(at).to.equal(bytes.length);
    expect(readCsvRow(bytes, at)).to.equal(undefined);
  });

  it("contain no row if the bytes end before it does", () => {
    for (const row of ROWS) {
      const whole = Buffer.from(formatCsv(row));
      for (let length = 0; length < whole.length; length += 1)
        expect(readCsvRow(whole.subarray(0, length), 0), JSON.stringify(row)).to.equal(undefined);
    }
    expect(readCsvRow(Buffer.from("a\n"), 0)).to.equal(undefined);
  });
});
