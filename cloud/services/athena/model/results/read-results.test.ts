import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import type { RetainedFiles } from "../../../s3/model/ports";
import { readResults } from "./read-results";
import { formatCsv } from "./result-files";

describe("Athena's pages of results", () => {
  const folder = createTemporaryFolder();
  const path = join(folder, "result");
  let released = 0;
  // The border: no other members are asked for.
  const held = { files: [{ key: "a/result", path }], release: () => (released += 1) } as unknown as RetainedFiles;
  const objects = { hasBucket: (name: string) => name === "b", canRead: () => true, listFilesUnder: () => held };
  const readAt = (at: string) => (kind: "csv" | "text", from: number, max: number) =>
    readResults(objects, { path: at, kind, from, max });
  const read = readAt("s3://b/a/result");

  for (const kind of ["csv", "text"] as const)
    it(`continue at the end of the previous page in a file of many parts (${kind})`, async () => {
      const rows = Array.from({ length: 3_000 }, (_, n) => `${n} ${"é".repeat(n % 200)}`);
      writeFileSync(path, rows.map((row) => (kind === "csv" ? formatCsv([row]) : `${row}\n`)).join(""));
      const found: (string | null)[][] = [];
      let from = 0;
      for (const max of [1, 999, 1_000, 1_000, 5]) {
        const page = await read(kind, from, max);
        expect(page?.rows, String(max)).to.have.length(Math.min(max, 3_000 - found.length));
        found.push(...(page?.rows.map((row) => [...row]) ?? []));
        from = page?.next ?? NaN;
      }
      expect(found).to.deep.equal(rows.map((row) => [row]));
      const all = await read(kind, 0, 5_000);
      expect([all?.rows.length, all?.next]).to.deep.equal([3_000, from]);
    });

  it("include a last line without a newline, and nothing beyond the file", async () => {
    writeFileSync(path, "one\n\ntwo");
    expect(await read("text", 0, 10)).to.deep.equal({ rows: [["one"], [""], ["two"]], next: 8 });
    expect(await read("text", 4, 1)).to.deep.equal({ rows: [[""]], next: 5 });
    expect(await read("text", 8, 1)).to.deep.equal({ rows: [], next: 8 });
    const before = released;
    expect(await readAt("s3://b/a/other")("text", 0, 10)).to.equal(undefined);
    expect(await readAt("s3://c/a/result")("text", 0, 10)).to.equal(undefined);
    expect(released - before).to.equal(1);
  });
});
