import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { renderCoverage } from "../../cloud/coverage";
import { refused, required, structure, optional, createNotEmulatedEntries } from "../../cloud/core/members";
import { createStoredNote } from "../../cloud/core/notes";
import { list, string, createValidationException } from "../../cloud/core/rules";
import { services } from "../../cloud/services/index";
import { expectGolden } from "../../scripts/golden/expect-golden";
import { PutRecord$ } from "@aws-sdk/client-kinesis";
import { operationWithNotes } from "../../cloud/services/framework/operation";

const ROOT = join(import.meta.dirname, "..", "..");
const SERVICES = join(ROOT, "cloud", "services");

/** Services whose operations are identified by routes, which are in the services' own tables. */
const ROUTED = ["s3", "lambda"];

describe("the list of the SDK's operations", () => {
  it("is cloud/services/sdk-operations.json, up to date", () => {
    const lines = services
      .filter(({ name }) => !ROUTED.includes(name))
      .map(({ name }) => `  ${JSON.stringify(name)}: ${JSON.stringify(listClientOperations(name))}`);
    expectGolden(join(SERVICES, "sdk-operations.json"), `{\n${lines.sort().join(",\n")}\n}\n`);
  });
});

/** The operations that a service's SDK client declares: `export declare var PutRecord$: StaticOperationSchema;`. */
function listClientOperations(service: string): readonly string[] {
  const [, client = ""] =
    /import type \* as sdk from "(.+)"/.exec(readFileSync(join(SERVICES, service, "service.ts"), "utf8")) ?? [];
  const declared = readFileSync(join(ROOT, "node_modules", client, "dist-types/schemas/schemas_0.d.ts"), "utf8");
  const names = Array.from(
    declared.matchAll(/^export declare var (\w+)\$: StaticOperationSchema;$/gm),
    ([, name = ""]) => name,
  );
  expect(names, client).not.to.deep.equal([]);
  return names.sort();
}

describe("the page of emulated operations", () => {
  it("is cloud/COVERAGE.md, up to date", () => {
    expectGolden(join(ROOT, "cloud", "COVERAGE.md"), renderCoverage(services));
  });

  it("counts, lists refused members with their operations, and lists what isn't emulated", () => {
    const members = {
      Name: required(string()),
      Gone: refused(),
      Many: optional(list(structure({ In: refused(), Kind: optional({ ...string(), only: ["a", "b"] }) }))),
    };
    const page = renderCoverage([
      {
        name: "post",
        signingName: "post",
        protocols: [],
        maxBodyBytes: 0,
        createInvalidFault: createValidationException,
        operations: {
          PutRecord: operationWithNotes(createStoredNote("Post: the weight of a parcel"))(
            PutRecord$,
            members,
            () => ({}),
          ),
          ...createNotEmulatedEntries(["SendParcel", "AskForParcel"]),
        },
      },
    ]);
    expect(page).to.include("| [post](#post) | 1 | 3 |\n| all | 1 | 3 |\n");
    expect(page).to.include(
      "## post\n\n| operation | refused members | notes |\n| --- | --- | --- |\n| PutRecord | `Gone`, `Many[].In`, `Many[].Kind other than a, b` | the weight of a parcel (stored only) |\n",
    );
    expect(page).to.include("Not emulated: AskForParcel, SendParcel.\n");
  });
});
