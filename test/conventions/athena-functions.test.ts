import { expect } from "chai";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderFunctionsPage } from "../../athena-sql/functions/functions-page";
import { chapters } from "../../athena-sql/functions/index";
import { expectGolden } from "../../scripts/golden/expect-golden";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

describe("the page of Athena's functions", () => {
  it("match cloud/FUNCTIONS.md", () => {
    expectGolden(join(ROOT, "cloud", "FUNCTIONS.md"), renderFunctionsPage(chapters));
  });

  it("are listed once, and aren't refused elsewhere", () => {
    const names = chapters.flatMap(({ functions, refused }) => [...Object.keys(functions), ...Object.keys(refused)]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.be.empty;
  });
});
