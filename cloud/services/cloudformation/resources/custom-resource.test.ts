import { expect } from "chai";
import { skipIf } from "../../../testing/skip";
import { withoutVenv } from "../../../testing/venv";
import { useStacks } from "../testing/use-stacks";

/**
 * A function that answers CloudFormation as AWS's own `cfn-response` does: over TLS, with only the host and path of the
 * ResponseURL.
 */
const HANDLER = `
const https = require("https");
exports.handler = async (event) => {
  const { RequestType, PhysicalResourceId, ResourceProperties: given, OldResourceProperties: old } = event;
  console.log("asked", RequestType, PhysicalResourceId ?? "-", JSON.stringify(given));
  if (given.Silent === "true") return;
  const body = given.Says?.replace(/@(\\d+)@/, (_, depth) => "[".repeat(depth) + "]".repeat(depth)) ?? JSON.stringify({
    Status: given.Fails === RequestType ? "FAILED" : "SUCCESS",
    Reason: "because",
    PhysicalResourceId: given.Name ?? PhysicalResourceId,
    StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId,
    Data: { Size: given.Size, Type: event.ResourceType, Before: old?.Size ?? "none" },
  });
  const { hostname, pathname, search } = new URL(event.ResponseURL);
  await new Promise((resolve, reject) => {
    const request = https.request({ hostname, path: pathname + search, method: "PUT", headers: { "content-type": "", "content-length": body.length } },
      (answer) => { answer.resume(); answer.statusCode === 200 ? resolve() : reject(new Error(String(answer.statusCode))); });
    request.on("error", reject);
    request.end(body);
  });
};`;

describe("custom resources", () => {
  const cloud = useStacks({ keys: "own" });
  const createTemplate = (properties: object, more: object = {}): object => ({
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
          },
        },
      },
      Maker: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Runtime: "nodejs20.x",
          Handler: "index.handler",
          Role: { "Fn::GetAtt": ["Role", "Arn"] },
          Code: { ZipFile: HANDLER },
        },
      },
      It: {
        Type: "Custom::Made",
        Properties: { ServiceToken: { "Fn::GetAtt": ["Maker", "Arn"] }, ...properties },
        ...more,
      },
    },
    Outputs: {
      Ref: { Value: { Ref: "It" } },
      Size: { Value: { "Fn::GetAtt": ["It", "Size"] } },
      Type: { Value: { "Fn::GetAtt": ["It", "Type"] } },
      Before: { Value: { "Fn::GetAtt": ["It", "Before"] } },
    },
  });

  it("are created, changed, replaced and removed by a function, which receives numbers as texts", async () => {
    await cloud.deploy(createTemplate({ Name: "one", Size: 3, Flag: true }));
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: "one", Size: "3", Type: "Custom::Made", Before: "none" });
    await cloud.update(createTemplate({ Name: "one", Size: 4 }));
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: "one", Size: "4", Type: "Custom::Made", Before: "3" });
    await cloud.update(createTemplate({ Name: "two", Size: 4 }));
    expect(await cloud.readOutputs()).to.include({ Ref: "two", Size: "4" });
    const deletions = (await cloud.readEvents()).filter((line) => line === "It DELETE_COMPLETE");
    expect(deletions).to.have.length(1);
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("fail their stack with the function's reason, and are rolled back", async () => {
    const { StackStatus } = await cloud.deploy(createTemplate({ Name: "one", Fails: "Create" }));
    expect(StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.readReasons())["It CREATE_FAILED"]).to.equal(
      "Received response status [FAILED] from custom resource. Message returned: because",
    );
  });

  it("fail their stack if the function doesn't respond", async () => {
    const { StackStatus } = await cloud.deploy(
      createTemplate({ Silent: true, Name: "one" }, { DeletionPolicy: "Retain" }),
    );
    expect(StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.readReasons())["It CREATE_FAILED"]).to.contain("did not receive a response");
  });

  it("fail only their own stack, whatever the function responds", async () => {
    for (const [title, Says, reason] of [
      ["more than AWS takes", { Data: { Size: "x".repeat(4_100) } }, /Response object is too long\./],
      ["an id longer than AWS's", { PhysicalResourceId: "x".repeat(1_025) }, /Invalid PhysicalResourceId/],
      ["nothing as an id", { PhysicalResourceId: "" }, /Invalid PhysicalResourceId/],
      ["a list in place of data", { Data: [["Size", 1]] }, /Size/],
      ["data under a name of all objects", '{"Status":"SUCCESS","Data":{"__proto__":{"Size":"1"}}}', /Size/],
      ["what nests as deep as its length allows", '{"Status":"SUCCESS","Data":{"Size":@30000@}}', /not receive/],
      [
        "what nests less deep",
        '{"Status":"SUCCESS","PhysicalResourceId":"one","Data":{"Size":@900@}}',
        /Outputs|string|Size/i,
      ],
      ["no JSON", "[1", /not receive/],
      ["a list", "[]", /not receive/],
    ] as const) {
      const body =
        typeof Says === "string" ? Says : JSON.stringify({ Status: "SUCCESS", PhysicalResourceId: "one", ...Says });
      const StackName: string = title.replace(/\W/g, "-");
      const { StackStatus } = await cloud.deploy(createTemplate({ Says: body }, { DeletionPolicy: "Retain" }), {
        StackName,
      });
      expect(StackStatus, title).to.equal("ROLLBACK_COMPLETE");
      expect(Object.values(await cloud.readReasons(StackName)).join("\n"), title).to.match(reason);
    }
    expect((await cloud.deploy(createTemplate({ Name: "honest", Size: 1 }))).StackStatus).to.equal("CREATE_COMPLETE");
  });

  const answering = {
    "nodejs22.x": `const response = require("cfn-response");
exports.handler = (event, context) => { response.send(event, context, response.SUCCESS, { Size: event.RequestType }, "one"); };`,
    "python3.12": `import cfnresponse
def handler(event, context):
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {"Size": event["RequestType"]}, "one")`,
  };
  for (const [runtime, ZipFile] of Object.entries(answering))
    it(`use the response module that AWS adds to inline code, in ${runtime}`, async function () {
      if (runtime.startsWith("python")) skipIf(this, withoutVenv);
      const { Resources } = createTemplate({}) as {
        readonly Resources: { readonly Maker: { readonly Properties: object } };
      };
      const Properties = { ...Resources.Maker.Properties, Runtime: runtime, Code: { ZipFile } };
      const Outputs = { Ref: { Value: { Ref: "It" } }, Size: { Value: { "Fn::GetAtt": ["It", "Size"] } } };
      await cloud.deploy({ Resources: { ...Resources, Maker: { ...Resources.Maker, Properties } }, Outputs });
      expect(await cloud.readOutputs()).to.deep.equal({ Ref: "one", Size: "Create" });
      expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    });

  it("accept a response only from the function that was asked", async () => {
    const { status } = await fetch(`${cloud.running.endpoint}/_lab/cloudformation/response?token=guessed`, {
      method: "PUT",
      body: JSON.stringify({ Status: "SUCCESS" }),
    });
    expect(status).to.equal(403);
  });
});
