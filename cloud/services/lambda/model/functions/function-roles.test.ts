import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { testFunctions } from "../../testing/functions";

describe("the roles of Lambda functions", () => {
  const cloud = useCloud({ iam: "on" });
  const functions = testFunctions(cloud);
  const createTrustingRole = (service: string): Promise<unknown> =>
    cloud.iam.createRole({
      RoleName: "lambda",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
      }),
    });
  const message = "The role defined for the function cannot be assumed by Lambda.";

  it("must exist", async () => {
    expect(await catchFault(functions.create("1"))).to.include({ name: "InvalidParameterValueException", message });
  });
  it("must trust Lambda", async () => {
    await createTrustingRole("firehose.amazonaws.com");
    expect(await catchFault(functions.create("1"))).to.include({ name: "InvalidParameterValueException", message });
  });
  it("are accepted if they do both", async () => {
    await createTrustingRole("lambda.amazonaws.com");
    await functions.create("export const handler = async () => 1;");
    expect((await functions.call({})).payload).to.equal(1);
  });
});
