import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SSMClient,
  type PutParameterCommandInput,
} from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultOf, useCloud } from "../../testing/use-cloud";

describe("ssm parameters", () => {
  const data = mkdtempSync(join(tmpdir(), "ssm-"));
  after(() => rmSync(data, { recursive: true }));
  const cloud = useCloud({ data });
  afterEach(() => rmSync(join(data, "services"), { recursive: true, force: true }));
  const ssm = () => cloud.client(SSMClient);
  const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
    ssm().send(new PutParameterCommand({ Name, Value, Type: "String", ...more }));
  const get = async (Name: string) => (await ssm().send(new GetParameterCommand({ Name }))).Parameter;

  it("cost nothing until somebody asks for one", async () => {
    expect(existsSync(join(data, "services/ssm"))).to.equal(false);
    await put("/a", "1");
    expect(existsSync(join(data, "services/ssm"))).to.equal(true);
  });

  it("are told by name, by ARN and by version, also after a restart", async () => {
    expect(await put("/lab/version", "30")).to.include({ Version: 1, Tier: "Standard" });
    await cloud.restart();
    const { LastModifiedDate, ...told } = (await get("/lab/version")) ?? {};
    expect(LastModifiedDate?.toISOString()).to.equal("2030-01-01T00:00:00.000Z");
    expect(told).to.deep.equal({
      Name: "/lab/version",
      Type: "String",
      Value: "30",
      Version: 1,
      ARN: "arn:aws:ssm:us-east-1:000000000000:parameter/lab/version",
      DataType: "text",
    });
    expect((await get(told.ARN ?? ""))?.Value).to.equal("30");
    expect(await get("/lab/version:1")).to.include({ Value: "30", Selector: ":1" });
    expect(await faultOf(get("/lab/version:2"))).to.include({ name: "ParameterVersionNotFound" });
  });

  it("are written over only when that is asked for", async () => {
    await put("a", "1");
    expect(await faultOf(put("a", "2"))).to.include({ name: "ParameterAlreadyExists" });
    expect(await put("a", "2", { Overwrite: true })).to.include({ Version: 2 });
    expect(await get("a")).to.include({ Value: "2", Version: 2 });
    expect((await get("a"))?.ARN).to.equal("arn:aws:ssm:us-east-1:000000000000:parameter/a");
  });

  it("come several at once, with the names of none; by path; and described", async () => {
    for (const name of ["/a/1", "/a/2", "/a/b/3", "/c"]) await put(name, name, { Description: `of ${name}` });
    const several = await ssm().send(new GetParametersCommand({ Names: ["/a/1", "/none"] }));
    expect(several.Parameters?.map(({ Value }) => Value)).to.deep.equal(["/a/1"]);
    expect(several.InvalidParameters).to.deep.equal(["/none"]);
    const below = async (Recursive: boolean) =>
      (await ssm().send(new GetParametersByPathCommand({ Path: "/a", Recursive }))).Parameters?.map(({ Name }) => Name);
    expect(await below(false)).to.deep.equal(["/a/1", "/a/2"]);
    expect(await below(true)).to.deep.equal(["/a/1", "/a/2", "/a/b/3"]);
    const first = await ssm().send(new DescribeParametersCommand({ MaxResults: 3 }));
    expect(first.Parameters?.[0]).to.include({ Name: "/a/1", Description: "of /a/1", Tier: "Standard" });
    const next = await ssm().send(new DescribeParametersCommand({ MaxResults: 3, NextToken: first.NextToken }));
    expect(next.Parameters?.map(({ Name }) => Name)).to.deep.equal(["/c"]);
    const filtered = await ssm().send(
      new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Option: "BeginsWith", Values: ["/a/b"] }] }),
    );
    expect(filtered.Parameters?.map(({ Name }) => Name)).to.deep.equal(["/a/b/3"]);
  });

  it("have tags, and go", async () => {
    await put("a", "1", { Tags: [{ Key: "x", Value: "1" }] });
    const place = { ResourceType: "Parameter", ResourceId: "a" } as const;
    await ssm().send(new AddTagsToResourceCommand({ ...place, Tags: [{ Key: "y", Value: "2" }] }));
    await ssm().send(new RemoveTagsFromResourceCommand({ ...place, TagKeys: ["x"] }));
    expect((await ssm().send(new ListTagsForResourceCommand(place))).TagList).to.deep.equal([{ Key: "y", Value: "2" }]);
    await ssm().send(new DeleteParameterCommand({ Name: "a" }));
    expect(await faultOf(get("a"))).to.include({ name: "ParameterNotFound" });
    expect(await faultOf(ssm().send(new DeleteParameterCommand({ Name: "a" })))).to.include({
      name: "ParameterNotFound",
    });
    await put("b", "1");
    expect(await ssm().send(new DeleteParametersCommand({ Names: ["a", "b"] }))).to.deep.include({
      DeletedParameters: ["b"],
      InvalidParameters: ["a"],
    });
  });

  it("know the names under which AWS keeps Amazon Linux's images", async () => {
    expect((await get("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))?.Value).to.match(
      /^ami-/,
    );
  });

  for (const [what, name, more, fault] of [
    ["a name of AWS's own", "/aws/mine", {}, "ValidationException"],
    ["a path that does not begin with a slash", "a/b", {}, "ValidationException"],
    ["a value that its pattern does not allow", "a", { AllowedPattern: "^\\d+$" }, "ParameterPatternMismatchException"],
    ["a secret, by name", "a", { Type: "SecureString" }, "NotImplemented"],
    ["tags beside overwriting", "a", { Overwrite: true, Tags: [{ Key: "a", Value: "b" }] }, "ValidationException"],
  ] as const)
    it(`refuse ${what}`, async () => {
      expect(await faultOf(put(name, "x", more as Partial<PutParameterCommandInput>))).to.include({ name: fault });
    });
});
