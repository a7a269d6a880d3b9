import { GetPolicyVersionCommand } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { catchFaultText, useCloud } from "../../../testing/use-cloud";

const PolicyArn = "arn:aws:iam::000000000000:policy/course/read";
const OF_AWS = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const createDocument = (Action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

describe("IAM customer managed policies", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const create = (rest: object = {}) =>
    cloud.iam.createPolicy({
      PolicyName: "read",
      Path: "/course/",
      PolicyDocument: createDocument("s3:Get*"),
      ...rest,
    });
  const createRole = (RoleName: string) =>
    cloud.iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST, Path: "/course/" });
  const TRUST = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const readPolicy = async () => (await cloud.iam.getPolicy({ PolicyArn })).Policy;

  // Recorded on 2025-06-19.
  it("are created and described as recorded on AWS (LocalStack's test_role_attach_policy), with tags, even after a restart", async () => {
    const { Policy: policy } = await create({ Description: "Reads.", Tags: [{ Key: "lab", Value: "1" }] });
    const at = new Date("2030-01-01T00:00:00Z");
    const summary = {
      PolicyName: "read",
      PolicyId: policy?.PolicyId,
      Arn: PolicyArn,
      Path: "/course/",
      DefaultVersionId: "v1",
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: at,
      UpdateDate: at,
    };
    expect(policy).to.deep.equal({ ...summary, Tags: [{ Key: "lab", Value: "1" }] });
    expect(policy?.PolicyId).to.match(/^ANPA[A-Z2-7]{17}$/);
    await cloud.iam.tagPolicy({ PolicyArn, Tags: [{ Key: "by", Value: "me" }] });
    await cloud.iam.untagPolicy({ PolicyArn, TagKeys: ["lab"] });
    await cloud.restart();
    const Tags = [{ Key: "by", Value: "me" }];
    expect(await readPolicy()).to.deep.equal({ ...summary, Description: "Reads.", Tags });
    expect((await cloud.iam.listPolicyTags({ PolicyArn })).Tags).to.deep.equal(Tags);
    expect((await cloud.iam.listPolicies({ Scope: "Local" })).Policies).to.deep.equal([summary]);
  });

  it("have at most five versions, one of which is the default, and never reuse a version's number (SVC-052)", async () => {
    await create();
    const add = (Action: string, SetAsDefault?: boolean) =>
      cloud.iam.createPolicyVersion({ PolicyArn, PolicyDocument: createDocument(Action), SetAsDefault });
    const remove = (VersionId: string) => cloud.iam.deletePolicyVersion({ PolicyArn, VersionId });
    const listVersions = async (rest: object = {}) => cloud.iam.listPolicyVersions({ PolicyArn, ...rest });
    await add("s3:Put*");
    expect((await readPolicy())?.DefaultVersionId).to.equal("v1");
    expect((await add("s3:*", true)).PolicyVersion).to.include({ VersionId: "v3", IsDefaultVersion: true });
    const { PolicyVersion } = await cloud.iam.getPolicyVersion({ PolicyArn, VersionId: "v3" });
    expect(decodeURIComponent(PolicyVersion?.Document ?? "")).to.equal(createDocument("s3:*"));
    expect(await catchFaultText(remove("v3"))).to.equal(
      "DeleteConflictException: Cannot delete the default version of a policy.",
    );
    await add("a:b");
    await add("a:c");
    expect(await catchFaultText(add("a:d"))).to.equal(
      "LimitExceededException: A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
    );
    await cloud.iam.setDefaultPolicyVersion({ PolicyArn, VersionId: "v4" });
    for (const id of ["v5", "v3"]) await remove(id);
    await add("a:e");
    const first = await listVersions({ MaxItems: 2 });
    expect(first.Versions?.map(({ VersionId }) => VersionId)).to.deep.equal(["v6", "v4"]);
    const second = await listVersions({ Marker: first.Marker });
    expect(second.Versions?.map(({ VersionId }) => VersionId)).to.deep.equal(["v2", "v1"]);
    const missing = new GetPolicyVersionCommand({ PolicyArn, VersionId: "v5" });
    expect(await catchFaultText(cloud.iam.send(missing))).to.equal(
      `NoSuchEntityException: Policy ${PolicyArn} version v5 does not exist or is not attachable.`,
    );
  });

  it("are attached to roles, listed by role, and deleted once they have no role and no other version", async () => {
    const { Policy: { Arn: other = "" } = {} } = await create({ PolicyName: "other", Path: "/" });
    await create();
    const answers = await Promise.all(["a", "b"].map(createRole));
    const attach = (RoleName: string, arn = PolicyArn) => cloud.iam.attachRolePolicy({ RoleName, PolicyArn: arn });
    for (const name of ["a", "b"]) await attach(name);
    await attach("a", OF_AWS);
    expect((await readPolicy())?.AttachmentCount).to.equal(2);
    const { AttachedPolicies } = await cloud.iam.listAttachedRolePolicies({ RoleName: "a" });
    expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName)).to.deep.equal(["read", "AmazonS3ReadOnlyAccess"]);
    const listEntities = async (rest: object = {}) => cloud.iam.listEntitiesForPolicy({ PolicyArn, ...rest });
    const [first] = answers.map(({ Role }) => ({ RoleName: "a", RoleId: Role?.RoleId }));
    expect((await listEntities({ MaxItems: 1 })).PolicyRoles).to.deep.equal([first]);
    expect((await listEntities({ EntityFilter: "User" })).PolicyRoles).to.deep.equal([]);
    expect((await listEntities({ PolicyArn: OF_AWS })).PolicyRoles).to.deep.equal([first]);

    const list = async (rest: object) =>
      (await cloud.iam.listPolicies(rest)).Policies?.map(({ PolicyName }) => PolicyName);
    expect(await list({})).to.deep.equal(["other", "read"]);
    expect(await list({ OnlyAttached: true })).to.deep.equal(["read"]);
    expect(await list({ PathPrefix: "/course/" })).to.deep.equal(["read"]);
    const { Marker } = await cloud.iam.listPolicies({ MaxItems: 1 });
    expect(await list({ Marker })).to.deep.equal(["read"]);

    const remove = (arn = PolicyArn) => cloud.iam.deletePolicy({ PolicyArn: arn });
    expect(await catchFaultText(remove())).to.equal(
      "DeleteConflictException: Cannot delete a policy attached to entities.",
    );
    for (const RoleName of ["a", "b"]) await cloud.iam.detachRolePolicy({ RoleName, PolicyArn });
    await cloud.iam.createPolicyVersion({ PolicyArn, PolicyDocument: createDocument("s3:*") });
    expect(await catchFaultText(remove())).to.match(
      /^DeleteConflictException: This policy has more than one version\. /,
    );
    await cloud.iam.deletePolicyVersion({ PolicyArn, VersionId: "v2" });
    for (const arn of [PolicyArn, other]) await remove(arn);
    expect(await catchFaultText(remove())).to.equal(`NoSuchEntityException: Policy ${PolicyArn} was not found.`);
    expect(await list({})).to.deep.equal([]);
  });

  it("are listed by path prefix, together with AWS's own if attached, and say whether they are attached", async () => {
    await create();
    await create({ PolicyName: "other", Path: "/" });
    for (const [RoleName, Path] of [
      ["a", "/course/"],
      ["b", "/"],
    ] as const) {
      await cloud.iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST, Path });
      await cloud.iam.createInstanceProfile({ InstanceProfileName: RoleName, Path });
      for (const arn of [PolicyArn, OF_AWS, "arn:aws:iam::000000000000:policy/other"])
        await cloud.iam.attachRolePolicy({ RoleName, PolicyArn: arn });
    }
    const getMessage = () =>
      cloud.logged.filter((line) => line.includes("lists the account's own policies alone")).length;
    await cloud.iam.listPolicies({ Scope: "Local" });
    expect(getMessage()).to.equal(0);
    const listPolicies = async (PathPrefix: string | undefined) => {
      const { Roles } = await cloud.iam.listRoles({ PathPrefix });
      const { InstanceProfiles } = await cloud.iam.listInstanceProfiles({ PathPrefix });
      const { PolicyRoles } = await cloud.iam.listEntitiesForPolicy({ PolicyArn, PathPrefix });
      const { AttachedPolicies } = await cloud.iam.listAttachedRolePolicies({ RoleName: "a", PathPrefix });
      const { Policies } = await cloud.iam.listPolicies({ PathPrefix });
      return [
        Roles?.map(({ RoleName }) => RoleName),
        InstanceProfiles?.map(({ InstanceProfileName }) => InstanceProfileName),
        PolicyRoles?.map(({ RoleName }) => RoleName),
        AttachedPolicies?.map(({ PolicyName }) => PolicyName),
        Policies?.map(({ PolicyName }) => PolicyName),
      ];
    };
    const both = ["a", "b"];
    expect(await listPolicies(undefined)).to.deep.equal([
      ...[both, both, both],
      ["read", "other", "AmazonS3ReadOnlyAccess"],
      ["other", "read"],
    ]);
    expect(getMessage()).to.equal(1);
    expect(await listPolicies("/course/")).to.deep.equal([["a"], ["a"], ["a"], ["read"], ["read"]]);
    const { AttachedPolicies: none } = await cloud.iam.listAttachedRolePolicies({
      RoleName: "a",
      PathPrefix: "/none/",
    });
    expect(none).to.deep.equal([]);
  });

  it("are limited to 6,144 characters, without white space", async () => {
    const largest = createDocument("s3:*".padEnd(6_144 - createDocument("").length, "x"));
    const spaced = JSON.stringify(JSON.parse(largest), null, 8);
    expect([largest.length, spaced.length > 6_144]).to.deep.equal([6_144, true]);
    await create({ PolicyDocument: spaced });
    expect(await catchFaultText(create({ PolicyName: "b", PolicyDocument: largest.replace("xx", "xxx") }))).to.equal(
      "LimitExceededException: Cannot exceed quota for PolicySize: 6144",
    );
  });

  it("are rejected as on AWS, and by name if the lab cloud doesn't support a feature", async () => {
    await create();
    await createRole("a");
    expect(await catchFaultText(create({ Path: "/" }))).to.equal(
      "EntityAlreadyExistsException: A policy called read already exists. Duplicate names are not allowed.",
    );
    const attach = (arn: string) => cloud.iam.attachRolePolicy({ RoleName: "a", PolicyArn: arn });
    expect(await catchFaultText(attach("a-name-that-is-no-arn-at-all"))).to.equal(
      "ValidationError: Invalid ARN:  Could not be parsed!",
    );
    expect(await catchFaultText(attach(`${PolicyArn}123`))).to.equal(
      `NoSuchEntityException: Policy ${PolicyArn}123 does not exist or is not attachable.`,
    );
    const [Effect, Action, Resource] = ["Allow", "s3:*", "*"];
    for (const [policy, why] of [
      ["no JSON", "This policy contains invalid Json"],
      [{ Statement: { Effect, Action, Resource } }, "Policy document must be version 2012-10-17 or greater."],
      [{ Version: "2012-10-17", Statement: { Effect, Action } }, "Policy statement must contain resources."],
      [
        { Version: "2012-10-17", Statement: { Effect, Action, Resource, Principal: "*" } },
        "Policy document should not specify a principal.",
      ],
    ] as const) {
      const PolicyDocument = typeof policy === "string" ? policy : JSON.stringify(policy);
      expect(await catchFaultText(create({ PolicyName: "b", PolicyDocument }))).to.equal(
        `MalformedPolicyDocumentException: ${why}`,
      );
    }
    expect(await catchFaultText(cloud.iam.getPolicy({ PolicyArn: OF_AWS }))).to.match(
      /^NotImplemented: The lab cloud has no documents of AWS's own policies, so not of arn:aws:iam::aws:policy\//,
    );
    expect(await catchFaultText(cloud.iam.listPolicies({ Scope: "AWS" }))).to.match(
      /^NotImplemented: .* does not emulate the value 'AWS' of the member 'Scope'\./,
    );
  });
});
