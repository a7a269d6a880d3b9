import { expect } from "chai";
import { useScaffolds } from "./testing/use-scaffolds";

describe("npm run new operation", () => {
  const scaffold = useScaffolds("cloud/services/iam/service.ts");
  const { read } = scaffold;
  const run = (...argv: string[]) => scaffold.run("operation", ...argv);

  it("creates the operation in every place, with a decision required for each member of the SDK's input", async () => {
    expect((await run("iam", "UpdateUser")).status).to.equal(0);
    const source = await read("cloud/services/iam/api/update-user.ts");
    expect(source)
      .to.include("  UserName: refused(),\n  NewPath: refused(),\n  NewUserName: refused(),\n")
      .and.to.include("satisfies Members<UpdateUserCommandInput>");
    expect(await read("cloud/services/iam/api/update-user.test.ts"))
      .to.include('describe("iam UpdateUser"')
      .and.to.include("expect.fail(");
    const index = (await read("cloud/services/iam/service.ts")).split("\n");
    expect(index[index.indexOf('import { updateUser } from "./api/update-user";') - 1]).to.include("./api/");
    expect(index[index.indexOf("    UpdateUser: updateUser,") - 1]).to.equal("    UpdateRole: updateRole,");
  });

  for (const [service, name, inTable] of [
    // The operations' table is outside the service, and operations that are not emulated have routes.
    [
      "lambda",
      "GetRuntimeManagementConfig",
      "\n  GetPolicy: getPolicy,\n  GetRuntimeManagementConfig: getRuntimeManagementConfig,\n",
    ],
    // Operations that are not emulated are listed as schemas.
    [
      "s3",
      "GetBucketWebsite",
      "\n    GetBucketVersioning: getBucketVersioning,\n    GetBucketWebsite: getBucketWebsite,\n",
    ],
  ] as const) {
    it(`creates one of ${service}, and no longer lists it as not emulated`, async () => {
      await scaffold.copy(`cloud/services/${service}/service.ts`, `cloud/services/${service}/api/not-emulated.ts`);
      expect(await read(`cloud/services/${service}/api/not-emulated.ts`)).to.include(name);
      expect((await run(service, name)).status).to.equal(0);
      expect(await read(`cloud/services/${service}/service.ts`)).to.include(inTable);
      expect(await read(`cloud/services/${service}/api/not-emulated.ts`)).not.to.include(name);
    });
  }

  it("changes nothing for one that exists", async () => {
    await run("iam", "UpdateUser");
    const before = await read("cloud/services/iam/service.ts");
    expect(await run("iam", "UpdateUser")).to.include({
      status: 1,
      err: "cloud/services/iam/api/update-user.ts already exists. Nothing was changed.",
    });
    expect(await read("cloud/services/iam/service.ts")).to.equal(before);
  });

  for (const [argv, says] of [
    [["iam", "UpdateRoll"], "@aws-sdk/client-iam has no operation UpdateRoll. Did you mean UpdateRole?"],
    [["none", "UpdateRole"], 'The lab cloud has no service "none".'],
    [["iam"], "<Operation> is missing."],
  ] as const) {
    it(`rejects ${argv.join(" ")}`, async () => {
      const { status, err } = await run(...argv);
      expect(status).to.equal(2);
      expect(err).to.include(says);
    });
  }
});
