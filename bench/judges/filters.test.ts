import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { filters } from "./filters";
import { findJars } from "./jars";

const ROOT = join(import.meta.dirname, "..", "..");

describe("Lambda's event filters, judged by AWS's library of event patterns", () => {
  it("match the same events, and reject the same patterns", async function () {
    skipIf(
      this,
      findJars(ROOT, "event-ruler") === undefined ? "AWS's library isn't installed: npm test -- bench" : undefined,
    );
    const { cases } = await filters.run({ root: ROOT, folder: ROOT, seconds: 60 });
    expect(cases.filter(({ verdict }) => verdict === "wrong")).to.deep.equal([]);
    expect(cases.filter(({ verdict }) => verdict === "passed")).to.have.length.above(4000);
  });
});
