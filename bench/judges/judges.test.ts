import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { getJars } from "../install";
import { filters } from "./filters";
import { wires } from "./wires";

const ROOT = join(import.meta.dirname, "..", "..");

describe("judges whose suites are in a registry", () => {
  for (const [{ name, title, jars = "smithy", run }, min] of [
    [wires, 500],
    [filters, 4000],
  ] as const)
    it(`find nothing wrong with ${title} (${name})`, async function () {
      skipIf(this, existsSync(getJars(ROOT, jars)) ? undefined : `${jars} isn't installed: npm test -- bench`);
      const cases = await run({ root: ROOT, folder: ROOT, seconds: 60 });
      expect(cases.filter(({ verdict }) => verdict === "wrong")).to.deep.equal([]);
      expect(cases.filter(({ verdict }) => verdict === "passed")).to.have.length.above(min);
    });
});
