import { join } from "node:path";
import { expect } from "chai";
import { coveragePage } from "../../cloud/coverage";
import { refused, required, structure, optional } from "../../cloud/core/members";
import { notEmulatedNames } from "../../cloud/core/operation";
import { list, string } from "../../cloud/core/rules";
import { validationException } from "../../cloud/core/violations";
import { services } from "../../cloud/services/index";
import { expectGolden } from "../../scripts/golden/expect-golden";
import { PutRecord$ } from "@aws-sdk/client-kinesis";
import { operation } from "../../cloud/services/operation";

const ROOT = join(import.meta.dirname, "..", "..");

describe("the page of what is emulated", () => {
  it("is cloud/COVERAGE.md, up to date", () => {
    expectGolden(join(ROOT, "cloud", "COVERAGE.md"), coveragePage(services));
  });

  it("counts, names refused members where they are, and what is not emulated", () => {
    const members = {
      Name: required(string()),
      Gone: refused(),
      Many: optional(list(structure({ In: refused(), Kind: optional({ ...string(), only: ["a", "b"] }) }))),
    };
    const page = coveragePage([
      {
        name: "post",
        signingName: "post",
        protocols: [],
        maxBodyBytes: 0,
        invalid: validationException,
        operations: {
          PutRecord: operation(PutRecord$, members, () => ({})),
          ...notEmulatedNames(["SendParcel", "AskForParcel"]),
        },
      },
    ]);
    expect(page).to.include("| [post](#post) | 1 | 3 |\n| all | 1 | 3 |\n");
    expect(page).to.include(
      "## post\n\n| operation | refused members |\n| --- | --- |\n| PutRecord | `Gone`, `Many[].In`, `Many[].Kind other than a, b` |\n",
    );
    expect(page).to.include("Not emulated: AskForParcel, SendParcel.\n");
  });
});
