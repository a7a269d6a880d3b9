import { expect } from "chai";
import { useScaffolds } from "./testing/use-scaffolds";

describe("npm run new operation", () => {
  const scaffold = useScaffolds("cloud/services/iam/index.ts", "cloud/services/iam/left-out.ts");
  const { read } = scaffold;
  const run = (...argv: string[]) => scaffold.run("operation", ...argv);

  it("begins it in every place, each member of the SDK's input to be decided", async () => {
    expect((await run("iam", "UpdateRole")).status).to.equal(0);
    const source = await read("cloud/services/iam/operations/update-role.ts");
    expect(source).to.include("  RoleName: refused(),\n  Description: refused(),\n  MaxSessionDuration: refused(),\n").and.to.include("satisfies Members<UpdateRoleCommandInput>");
    expect(await read("cloud/services/iam/operations/update-role.test.ts")).to.include('describe("iam UpdateRole"').and.to.include("expect.fail(");
    const index = (await read("cloud/services/iam/index.ts")).split("\n");
    expect(index[index.indexOf('import { updateRole } from "./operations/update-role";') - 1]).to.include("./operations/put-role-policy");
    expect(index[index.indexOf("    UpdateRole: updateRole,") - 1]).to.equal("    PutRolePolicy: putRolePolicy,");
    expect(await read("cloud/services/iam/left-out.ts")).not.to.include('"UpdateRole",');
  });

  it("does nothing by half for one that is there", async () => {
    await run("iam", "UpdateRole");
    const before = await read("cloud/services/iam/index.ts");
    expect(await run("iam", "UpdateRole")).to.include({ status: 1, err: "cloud/services/iam/operations/update-role.ts is there already. Nothing was changed." });
    expect(await read("cloud/services/iam/index.ts")).to.equal(before);
  });

  for (const [argv, says] of [
    [["iam", "UpdateRoll"], "@aws-sdk/client-iam has no operation UpdateRoll. Did you mean UpdateRole?"],
    [["none", "UpdateRole"], 'The lab cloud has no service "none".'],
    [["iam"], "<Operation> is missing."],
  ] as const) {
    it(`is wrongly called with ${argv.join(" ")}`, async () => {
      const { status, err } = await run(...argv);
      expect(status).to.equal(2);
      expect(err).to.include(says);
    });
  }
});
