import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../cloud/testing/skip";
import { getJars } from "../bench/install";
import { filters } from "./filters";
import { JUDGES } from "./judges";
import { readResults, renderPage } from "./page";
import { wires } from "./wires";

const ROOT = join(import.meta.dirname, "..");

it("the page of outside judgments is generated from the stored results", () => {
  expect(readFileSync("docs/judged-by-others.md", "utf8")).to.equal(renderPage(JUDGES, readResults()));
});

describe("judges whose suites are in a registry", () => {
  for (const [{ name, title, jars = "smithy", run }, min, leftOut] of [
    [wires, 500, undefined],
    [filters, 4000, LEFT_TO_CI],
  ] as const)
    it(`find nothing wrong with ${title} (${name})`, async function () {
      skipIf(
        this,
        leftOut ?? (existsSync(getJars(ROOT, jars)) ? undefined : `${jars} isn't installed: npm test -- judges`),
      );
      const cases = await run({ root: ROOT, folder: ROOT, seconds: 60 });
      expect(cases.filter(({ verdict }) => verdict === "wrong")).to.deep.equal([]);
      expect(cases.filter(({ verdict }) => verdict === "passed")).to.have.length.above(min);
    });
});
