import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { findJars } from "./jars";
import { wires } from "./wires";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the lab cloud's wires, judged by Smithy's protocol tests", () => {
  it("read and write every request and answer that is asked", async function () {
    skipIf(
      this,
      findJars(ROOT, "smithy") === undefined
        ? "Smithy's protocol tests are not installed: npm test -- bench"
        : undefined,
    );
    const { cases } = await wires.run({ root: ROOT, folder: ROOT, seconds: 60 });
    expect(cases.filter(({ verdict }) => verdict === "wrong")).to.deep.equal([]);
    expect(cases.filter(({ verdict }) => verdict === "passed")).to.have.length.above(500);
  });
});
