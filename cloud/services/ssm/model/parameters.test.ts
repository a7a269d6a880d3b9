import {
  ListTagsForResourceCommand,
  SSM,
  type DescribeParametersCommandInput,
  type ParameterStringFilter,
  type PutParameterCommandInput,
} from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { catchFault, useCloud } from "../../../testing/use-cloud";

describe("SSM parameters", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const createClient = () => cloud.createClient(SSM);
  const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
    createClient().putParameter({ Name, Value, Type: "String", ...more });
  const get = async (Name: string) => (await createClient().getParameter({ Name })).Parameter;

  it("are created only when somebody requests one", async () => {
    expect(existsSync(join(data, "services/ssm"))).to.equal(false);
    await put("/a", "1");
    expect(existsSync(join(data, "services/ssm"))).to.equal(true);
  });

  it("are returned by name, by ARN and by version, even after a restart", async () => {
    expect(await put("/lab/version", "30")).to.include({ Version: 1, Tier: "Standard" });
    await cloud.restart();
    const { LastModifiedDate, ...parameter } = (await get("/lab/version")) ?? {};
    expect(LastModifiedDate?.toISOString()).to.equal("2030-01-01T00:00:00.000Z");
    expect(parameter).to.deep.equal({
      Name: "/lab/version",
      Type: "String",
      Value: "30",
      Version: 1,
      ARN: "arn:aws:ssm:us-east-1:000000000000:parameter/lab/version",
      DataType: "text",
    });
    expect((await get(parameter.ARN ?? ""))?.Value).to.equal("30");
    expect(await get("/lab/version:1")).to.include({ Value: "30", Selector: ":1" });
    expect(await catchFault(get("/lab/version:2"))).to.include({ name: "ParameterVersionNotFound" });
  });

  it("are overwritten only on request", async () => {
    await put("a", "1");
    expect(await catchFault(put("a", "2"))).to.include({ name: "ParameterAlreadyExists" });
    expect(await put("a", "2", { Overwrite: true })).to.include({ Version: 2 });
    expect(await get("a")).to.include({ Value: "2", Version: 2 });
    expect((await get("a"))?.ARN).to.equal("arn:aws:ssm:us-east-1:000000000000:parameter/a");
  });

  it("are returned several at once with unknown names listed, by path, and described", async () => {
    for (const name of ["/a/1", "/a/2", "/a/b/3", "/c"]) await put(name, name, { Description: `of ${name}` });
    const several = await createClient().getParameters({ Names: ["/a/1", "/none"] });
    expect(several.Parameters?.map(({ Value }) => Value)).to.deep.equal(["/a/1"]);
    expect(several.InvalidParameters).to.deep.equal(["/none"]);
    const listBelow = async (Recursive: boolean) =>
      (await createClient().getParametersByPath({ Path: "/a", Recursive })).Parameters?.map(({ Name }) => Name);
    expect(await listBelow(false)).to.deep.equal(["/a/1", "/a/2"]);
    expect(await listBelow(true)).to.deep.equal(["/a/1", "/a/2", "/a/b/3"]);
    const first = await createClient().describeParameters({ MaxResults: 3 });
    expect(first.Parameters?.[0]).to.include({ Name: "/a/1", Description: "of /a/1", Tier: "Standard" });
    const next = await createClient().describeParameters({ MaxResults: 3, NextToken: first.NextToken });
    expect(next.Parameters?.map(({ Name }) => Name)).to.deep.equal(["/c"]);
    const filtered = await createClient().describeParameters({
      ParameterFilters: [{ Key: "Name", Option: "BeginsWith", Values: ["/a/b"] }],
    });
    expect(filtered.Parameters?.map(({ Name }) => Name)).to.deep.equal(["/a/b/3"]);
  });

  it("have tags, and can be deleted", async () => {
    await put("a", "1", { Tags: [{ Key: "x", Value: "1" }] });
    const target = { ResourceType: "Parameter", ResourceId: "a" } as const;
    await createClient().addTagsToResource({ ...target, Tags: [{ Key: "y", Value: "2" }] });
    await createClient().removeTagsFromResource({ ...target, TagKeys: ["x"] });
    expect((await createClient().listTagsForResource(target)).TagList).to.deep.equal([{ Key: "y", Value: "2" }]);
    await createClient().deleteParameter({ Name: "a" });
    expect(await catchFault(get("a"))).to.include({ name: "ParameterNotFound" });
    expect(await catchFault(createClient().deleteParameter({ Name: "a" }))).to.include({
      name: "ParameterNotFound",
    });
    await put("b", "1");
    expect(await createClient().deleteParameters({ Names: ["a", "b"] })).to.deep.include({
      DeletedParameters: ["b"],
      InvalidParameters: ["a"],
    });
  });

  it("are returned ten at a time by path and fifty otherwise, and as many as all filters match", async () => {
    const names = Array.from({ length: 51 }, (_, n) => `/p/${String(n).padStart(2, "0")}`);
    for (const name of [...names].reverse()) await put(name, "v", { Type: name < "/p/10" ? "StringList" : "String" });
    const describe = (input: DescribeParametersCommandInput) => createClient().describeParameters(input);
    const first = await describe({});
    expect(first.Parameters?.map(({ Name }) => Name)).to.deep.equal(names.slice(0, 50));
    const rest = await describe({ NextToken: first.NextToken });
    expect([rest.Parameters?.map(({ Name }) => Name), rest.NextToken]).to.deep.equal([names.slice(50), undefined]);
    const { Parameters: byPath } = await createClient().getParametersByPath({ Path: "/p/" });
    expect(byPath?.map(({ Name }) => Name)).to.deep.equal(names.slice(0, 10));
    const listFiltered = async (...ParameterFilters: ParameterStringFilter[]) =>
      (await describe({ ParameterFilters })).Parameters?.map(({ Name }) => Name);
    const lists = { Key: "Type", Values: ["StringList"] };
    expect(await listFiltered(lists)).to.deep.equal(names.slice(0, 10));
    expect(await listFiltered(lists, { Key: "Name", Option: "Contains", Values: ["1"] })).to.deep.equal(["/p/01"]);
    expect(await listFiltered({ Key: "Name", Values: ["/p/50", "/p/5", "/p/00"] })).to.deep.equal(["/p/00", "/p/50"]);
    expect(await listFiltered({ Key: "Name", Option: "BeginsWith", Values: ["/p/5", "p/0"] })).to.deep.equal(["/p/50"]);
    expect(await listFiltered({ Key: "Name", Option: "Equals", Values: ["/p/5"] })).to.deep.equal([]);
  });

  it("keep settings that an overwrite doesn't mention", async () => {
    const about = { Description: "d", AllowedPattern: "^\\d$", Tags: [{ Key: "a", Value: "1" }] };
    await put("a", "1", about);
    await cloud.advance(60);
    expect(await put("a", "2", { Type: undefined, Overwrite: true })).to.include({ Version: 2 });
    const { Parameters: [metadata] = [] } = await createClient().describeParameters({});
    expect(metadata).to.deep.include({
      ...{ Name: "a", ARN: "arn:aws:ssm:us-east-1:000000000000:parameter/a", Type: "String", Version: 2 },
      ...{ Description: "d", AllowedPattern: "^\\d$", LastModifiedDate: new Date("2030-01-01T00:01:00Z") },
    });
    const listed = new ListTagsForResourceCommand({ ResourceType: "Parameter", ResourceId: "a" });
    expect((await createClient().send(listed)).TagList).to.deep.equal(about.Tags);
  });

  it("have tags only if they belong to the account", async () => {
    const image = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    for (const ResourceId of ["none", image]) {
      const target = { ResourceType: "Parameter", ResourceId } as const;
      for (const call of [
        createClient().addTagsToResource({ ...target, Tags: [{ Key: "a", Value: "1" }] }),
        createClient().removeTagsFromResource({ ...target, TagKeys: ["a"] }),
        createClient().listTagsForResource(target),
      ])
        expect((await catchFault(call)).name, ResourceId).to.equal("InvalidResourceId");
    }
    expect((await createClient().describeParameters({})).Parameters).to.deep.equal([]);
  });

  it("are rejected with invalid settings in AWS's words", async () => {
    await put("a", "1");
    const cases: readonly (readonly [Promise<unknown>, string])[] = [
      ...["aws", "/AWS/a"].map((name) => [put(name, "1"), `can't be prefixed with "aws" (case-insensitive).`] as const),
      ...["ssm", "/Ssm/a"].map((name) => [put(name, "1"), `can't be prefixed with "ssm" (case-insensitive).`] as const),
      [put("b", "1", { Type: undefined }), "A parameter type is required when you create a parameter."],
      [put("a", "1", { Type: "StringList", Overwrite: true }), "doesn't support changing a parameter type"],
      [put("b", "1", { AllowedPattern: "(" }), "does not meet the regular expression requirement"],
      [createClient().getParametersByPath({ Path: "p" }), 'must begin with a forward slash "/"'],
      [createClient().describeParameters({ NextToken: "made-up" }), "The specified token isn't valid."],
      [get("a:3"), "Systems Manager could not find version 3 of a."],
    ];
    for (const [call, words] of cases) expect((await catchFault(call)).message).to.include(words);
    expect((await catchFault(get("none"))).name).to.equal("ParameterNotFound");
    expect((await get("arn:aws:ssm:us-east-1:000000000000:parameter/a"))?.Name).to.equal("a");
  });

  it("include AWS's public names of Amazon Linux images", async () => {
    expect((await get("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))?.Value).to.match(
      /^ami-/,
    );
  });

  for (const [title, name, more, fault] of [
    ["a name of AWS's own", "/aws/mine", {}, "ValidationException"],
    ["a path that does not begin with a slash", "a/b", {}, "ValidationException"],
    ["a value that its pattern does not allow", "a", { AllowedPattern: "^\\d+$" }, "ParameterPatternMismatchException"],
    ["a secret, by name", "a", { Type: "SecureString" }, "NotImplemented"],
    ["tags beside overwriting", "a", { Overwrite: true, Tags: [{ Key: "a", Value: "b" }] }, "ValidationException"],
  ] as const)
    it(`reject ${title}`, async () => {
      expect(await catchFault(put(name, "x", more as Partial<PutParameterCommandInput>))).to.include({ name: fault });
    });
});
