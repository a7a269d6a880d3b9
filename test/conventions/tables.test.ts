import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dirname, relative } from "node:path/posix";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "..", "..");
const SERVICES = "cloud/services";

const services = readdirSync(join(ROOT, SERVICES), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => existsSync(join(ROOT, SERVICES, name, "service.ts")));

/** A table that must import what a file of a folder declares of this kind; a file may also hold what others share. */
interface Table {
  readonly what: string;
  readonly folder: string;
  readonly table: string;
  readonly kind: RegExp;
  /** How many files declare one at least: fewer are found if the kind is written otherwise than here. */
  readonly min: number;
}

const TABLES: readonly Table[] = [
  {
    what: "Firehose's stages",
    folder: "cloud/services/firehose/model/stages",
    table: "cloud/services/firehose/model/stages/stages.ts",
    kind: /\): Stage \|/,
    min: 5,
  },
  ...services.map((service) => ({
    what: `operations of ${service}`,
    folder: `${SERVICES}/${service}/api`,
    table: `${SERVICES}/${service}/service.ts`,
    kind: /\b(operation|operationWithNotes\([^)]*\))\(\s*\w+\$/,
    min: 1,
  })),
];

const readText = (path: string): string => readFileSync(join(ROOT, path), "utf8");

describe("the tables of a folder's files", () => {
  it("list every service of the lab cloud", () => {
    const index = readText(`${SERVICES}/index.ts`);
    for (const service of services) expect(index, service).to.include(`from "./${service}/service"`);
  });

  for (const { what: label, folder, table, kind, min } of TABLES)
    it(`list all ${label}`, () => {
      const names = existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder)) : [];
      const declaring = names
        .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
        .filter((name) => kind.test(readText(`${folder}/${name}`)));
      expect(declaring).to.have.length.at.least(min);
      // The table's file imports it, and lint refuses an import that is not used.
      for (const name of declaring)
        expect(readText(table)).to.include(
          ` from "./${relative(dirname(table), `${folder}/${name}`).replace(".ts", "")}"`,
        );
    });
});
