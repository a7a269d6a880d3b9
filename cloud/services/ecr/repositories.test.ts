import {
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryPolicyCommand,
  ECR,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  PutImageScanningConfigurationCommand,
  PutLifecyclePolicyCommand,
  type CreateRepositoryCommandInput,
  type Repository,
} from "@aws-sdk/client-ecr";
import { expect } from "chai";
import { faultOf, START, useCloud } from "../../testing/use-cloud";

const ACCOUNT = "000000000000";
const ASSETS = { repositoryName: "assets" };
const NONE = { repositoryName: "none" };
const ANSWERED = { registryId: ACCOUNT, ...ASSETS };
// Longer than 100 characters, the minimum that the API accepts.
const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1 },
      action: { type: "expire" },
    },
  ],
});
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
});

describe("ecr repositories", () => {
  const cloud = useCloud();
  const ecr = (): ECR => cloud.client(ECR);
  const described = async (): Promise<Repository | undefined> =>
    (await ecr().describeRepositories({ repositoryNames: ["assets"] })).repositories?.[0];

  it("are deleted, and tell once more what they were", async () => {
    await ecr().createRepository(ASSETS);
    const { repository } = await ecr().deleteRepository({ ...ASSETS, force: true });
    expect(repository).to.deep.include({
      ...ANSWERED,
      repositoryArn: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/assets`,
      createdAt: new Date(START),
    });
    expect((await ecr().describeRepositories({})).repositories).to.deep.equal([]);
    expect(await faultOf(ecr().deleteRepository(ASSETS))).to.include({
      name: "RepositoryNotFoundException",
      message: `The repository with name 'assets' does not exist in the registry with id '${ACCOUNT}'`,
    });
  });

  it("are described by name, or by pages, and not by both", async () => {
    await ecr().createRepository(ASSETS);
    for (const paged of [{ maxResults: 1 }, { nextToken: "assets" }])
      expect(await faultOf(ecr().describeRepositories({ repositoryNames: ["assets"], ...paged }))).to.include({
        name: "InvalidParameterException",
      });
    expect(await described()).to.include(ASSETS);
  });

  it("are what they are told to be, else of AWS's own settings, and stand in the order of their names", async () => {
    const make = async (name: string, more: Partial<CreateRepositoryCommandInput> = {}) =>
      (await ecr().createRepository({ repositoryName: name, ...more })).repository;
    const usual = {
      repositoryArn: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/team/plain`,
      registryId: ACCOUNT,
      repositoryName: "team/plain",
      repositoryUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/team/plain`,
      createdAt: new Date(START),
      imageTagMutability: "MUTABLE",
      imageScanningConfiguration: { scanOnPush: false },
      encryptionConfiguration: { encryptionType: "AES256" },
    };
    expect(await make("team/plain", { registryId: ACCOUNT, imageScanningConfiguration: {} })).to.deep.equal(usual);
    await make("bb");
    const told = {
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: "KMS" },
    } as const;
    expect(await make("aa", told)).to.deep.include(told);
    const { repositories = [] } = await ecr().describeRepositories({});
    expect(repositories.map(({ repositoryName }) => repositoryName)).to.deep.equal(["aa", "bb", "team/plain"]);
    expect(repositories.at(2)).to.deep.equal(usual);
    const scans = new PutImageScanningConfigurationCommand({ repositoryName: "aa", imageScanningConfiguration: {} });
    expect((await ecr().send(scans)).imageScanningConfiguration).to.deep.equal({ scanOnPush: false });
    for (const call of [
      make("cc", { registryId: "111111111111" }),
      ecr().describeRepositories({ registryId: "111111111111" }),
    ])
      expect((await faultOf(call)).name).to.equal("InvalidParameterException");
    const resourceArn = `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/none`;
    for (const call of [
      ecr().listTagsForResource({ resourceArn }),
      ecr().tagResource({ resourceArn, tags: [] }),
      ecr().untagResource({ resourceArn, tagKeys: [] }),
    ])
      expect((await faultOf(call)).name).to.equal("RepositoryNotFoundException");
  });

  it("change whether tags can be moved, and whether images would be scanned", async () => {
    await ecr().createRepository(ASSETS);
    const tags = await ecr().putImageTagMutability({ ...ASSETS, imageTagMutability: "IMMUTABLE" });
    expect(tags).to.deep.include({ ...ANSWERED, imageTagMutability: "IMMUTABLE" });
    const imageScanningConfiguration = { scanOnPush: true };
    const scans = await ecr().putImageScanningConfiguration({ ...ASSETS, imageScanningConfiguration });
    expect(scans).to.deep.include({ ...ANSWERED, imageScanningConfiguration });
    expect(await described()).to.deep.include({ imageTagMutability: "IMMUTABLE", imageScanningConfiguration });
  });

  it("have rules of their images' lives, replaced and taken away whole", async () => {
    await ecr().createRepository(ASSETS);
    const read = new GetLifecyclePolicyCommand(ASSETS);
    const remove = new DeleteLifecyclePolicyCommand(ASSETS);
    const answered = { ...ANSWERED, lifecyclePolicyText: LIFECYCLE };
    const put = new PutLifecyclePolicyCommand({ ...ASSETS, lifecyclePolicyText: LIFECYCLE });
    expect(await ecr().send(put)).to.deep.include(answered);
    expect(await ecr().send(read)).to.deep.include(answered);
    expect(await ecr().send(remove)).to.deep.include(answered);
    for (const call of [ecr().send(read), ecr().send(remove)])
      expect(await faultOf(call)).to.include({ name: "LifecyclePolicyNotFoundException" });
  });

  it("have a policy of their own, replaced and taken away whole", async () => {
    await ecr().createRepository(ASSETS);
    const read = new GetRepositoryPolicyCommand(ASSETS);
    const remove = new DeleteRepositoryPolicyCommand(ASSETS);
    const answered = { ...ANSWERED, policyText: POLICY };
    expect(await ecr().setRepositoryPolicy({ ...ASSETS, policyText: POLICY })).to.deep.include(answered);
    expect(await ecr().send(read)).to.deep.include(answered);
    expect(await ecr().send(remove)).to.deep.include(answered);
    for (const call of [ecr().send(read), ecr().send(remove)])
      expect(await faultOf(call)).to.include({ name: "RepositoryPolicyNotFoundException" });
  });

  it("have tags", async () => {
    const { repository } = await ecr().createRepository({ ...ASSETS, tags: [{ Key: "a", Value: "1" }] });
    const resourceArn = repository?.repositoryArn;
    await ecr().tagResource({ resourceArn, tags: [{ Key: "b", Value: "2" }] });
    await ecr().untagResource({ resourceArn, tagKeys: ["a"] });
    expect((await ecr().listTagsForResource({ resourceArn })).tags).to.deep.equal([{ Key: "b", Value: "2" }]);
  });

  it("are not changed where they are not there", async () => {
    for (const call of [
      ecr().deleteRepository(NONE),
      ecr().putImageTagMutability({ ...NONE, imageTagMutability: "MUTABLE" }),
      ecr().putImageScanningConfiguration({ ...NONE, imageScanningConfiguration: {} }),
      ecr().putLifecyclePolicy({ ...NONE, lifecyclePolicyText: LIFECYCLE }),
      ecr().deleteLifecyclePolicy(NONE),
      ecr().setRepositoryPolicy({ ...NONE, policyText: POLICY }),
      ecr().deleteRepositoryPolicy(NONE),
    ])
      expect(await faultOf(call)).to.include({
        name: "RepositoryNotFoundException",
        message: `The repository with name 'none' does not exist in the registry with id '${ACCOUNT}'`,
      });
  });

  it("refuse what is wrong, and stay as they were", async () => {
    await ecr().createRepository(ASSETS);
    const before = await described();
    for (const call of [
      ecr().deleteRepository({ repositoryName: "UPPER" }),
      ecr().deleteRepository({ ...ASSETS, registryId: "111111111111" }),
      // The border: a value that TypeScript does not let a caller write.
      ecr().putImageTagMutability({ ...ASSETS, imageTagMutability: "FROZEN" as "MUTABLE" }),
      ecr().putImageScanningConfiguration({ ...ASSETS, imageScanningConfiguration: undefined }),
      ecr().putLifecyclePolicy({ ...ASSETS, lifecyclePolicyText: "{}" }),
      ecr().putLifecyclePolicy({ ...ASSETS, lifecyclePolicyText: LIFECYCLE.slice(1) }),
      ecr().deleteLifecyclePolicy({ repositoryName: "a" }),
      ecr().setRepositoryPolicy({ ...ASSETS, policyText: POLICY.slice(1) }),
      ecr().setRepositoryPolicy({ ...ASSETS, policyText: "[]" }),
      ecr().setRepositoryPolicy({ ...ASSETS, policyText: "null" }),
      ecr().setRepositoryPolicy({ ...ASSETS, policyText: "1" }),
      ecr().deleteRepositoryPolicy({ repositoryName: "a" }),
    ])
      expect(await faultOf(call)).to.include({ name: "InvalidParameterException" });
    expect(await described()).to.deep.equal(before);
  });
});
