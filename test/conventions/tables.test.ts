import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "..", "..");

/** Folders with a table that must have what a file of the folder declares of this kind. */
const TABLES = [
  { what: "requests of the Jupyter protocol", folder: "kernel/requests", table: "index.ts", kind: /: RequestKind =/ },
  { what: "Firehose's stages", folder: "cloud/services/firehose/stages", table: "stages.ts", kind: /\): Stage \|/ },
];

describe("the tables of what stands in a folder", () => {
  for (const { what, folder, table, kind } of TABLES)
    it(`have all of ${what}`, () => {
      const text = (name: string): string => readFileSync(join(ROOT, folder, name), "utf8");
      const declaring = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".ts") && kind.test(text(name)));
      expect(declaring).to.have.length.above(4);
      // The table's file imports it, and lint refuses an import that is not used.
      for (const name of declaring) expect(text(table)).to.include(` from "./${name.replace(".ts", "")}"`);
    });
});
