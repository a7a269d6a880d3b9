import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
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
  const ecr = (): ECRClient => cloud.client(ECRClient);
  const described = async (): Promise<Repository | undefined> =>
    (await ecr().send(new DescribeRepositoriesCommand({ repositoryNames: ["assets"] }))).repositories?.[0];

  it("are deleted, and tell once more what they were", async () => {
    await ecr().send(new CreateRepositoryCommand(ASSETS));
    const { repository } = await ecr().send(new DeleteRepositoryCommand({ ...ASSETS, force: true }));
    expect(repository).to.deep.include({
      ...ANSWERED,
      repositoryArn: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/assets`,
      createdAt: new Date(START),
    });
    expect((await ecr().send(new DescribeRepositoriesCommand({}))).repositories).to.deep.equal([]);
    expect(await faultOf(ecr().send(new DeleteRepositoryCommand(ASSETS)))).to.include({
      name: "RepositoryNotFoundException",
      message: `The repository with name 'assets' does not exist in the registry with id '${ACCOUNT}'`,
    });
  });

  it("are described by name, or by pages, and not by both", async () => {
    await ecr().send(new CreateRepositoryCommand(ASSETS));
    for (const paged of [{ maxResults: 1 }, { nextToken: "assets" }])
      expect(
        await faultOf(ecr().send(new DescribeRepositoriesCommand({ repositoryNames: ["assets"], ...paged }))),
      ).to.include({ name: "InvalidParameterException" });
    expect(await described()).to.include(ASSETS);
  });

  it("are what they are told to be, else of AWS's own settings, and stand in the order of their names", async () => {
    const make = async (name: string, more: Partial<CreateRepositoryCommandInput> = {}) =>
      (await ecr().send(new CreateRepositoryCommand({ repositoryName: name, ...more }))).repository;
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
    const { repositories = [] } = await ecr().send(new DescribeRepositoriesCommand({}));
    expect(repositories.map(({ repositoryName }) => repositoryName)).to.deep.equal(["aa", "bb", "team/plain"]);
    expect(repositories.at(2)).to.deep.equal(usual);
    const scans = new PutImageScanningConfigurationCommand({ repositoryName: "aa", imageScanningConfiguration: {} });
    expect((await ecr().send(scans)).imageScanningConfiguration).to.deep.equal({ scanOnPush: false });
    for (const call of [
      make("cc", { registryId: "111111111111" }),
      ecr().send(new DescribeRepositoriesCommand({ registryId: "111111111111" })),
    ])
      expect((await faultOf(call)).name).to.equal("InvalidParameterException");
    const resourceArn = `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/none`;
    for (const call of [
      ecr().send(new ListTagsForResourceCommand({ resourceArn })),
      ecr().send(new TagResourceCommand({ resourceArn, tags: [] })),
      ecr().send(new UntagResourceCommand({ resourceArn, tagKeys: [] })),
    ])
      expect((await faultOf(call)).name).to.equal("RepositoryNotFoundException");
  });

  it("change whether tags can be moved, and whether images would be scanned", async () => {
    await ecr().send(new CreateRepositoryCommand(ASSETS));
    const tags = await ecr().send(new PutImageTagMutabilityCommand({ ...ASSETS, imageTagMutability: "IMMUTABLE" }));
    expect(tags).to.deep.include({ ...ANSWERED, imageTagMutability: "IMMUTABLE" });
    const imageScanningConfiguration = { scanOnPush: true };
    const scans = await ecr().send(new PutImageScanningConfigurationCommand({ ...ASSETS, imageScanningConfiguration }));
    expect(scans).to.deep.include({ ...ANSWERED, imageScanningConfiguration });
    expect(await described()).to.deep.include({ imageTagMutability: "IMMUTABLE", imageScanningConfiguration });
  });

  it("have rules of their images' lives, replaced and taken away whole", async () => {
    await ecr().send(new CreateRepositoryCommand(ASSETS));
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
    await ecr().send(new CreateRepositoryCommand(ASSETS));
    const read = new GetRepositoryPolicyCommand(ASSETS);
    const remove = new DeleteRepositoryPolicyCommand(ASSETS);
    const answered = { ...ANSWERED, policyText: POLICY };
    expect(await ecr().send(new SetRepositoryPolicyCommand({ ...ASSETS, policyText: POLICY }))).to.deep.include(
      answered,
    );
    expect(await ecr().send(read)).to.deep.include(answered);
    expect(await ecr().send(remove)).to.deep.include(answered);
    for (const call of [ecr().send(read), ecr().send(remove)])
      expect(await faultOf(call)).to.include({ name: "RepositoryPolicyNotFoundException" });
  });

  it("have tags", async () => {
    const { repository } = await ecr().send(
      new CreateRepositoryCommand({ ...ASSETS, tags: [{ Key: "a", Value: "1" }] }),
    );
    const resourceArn = repository?.repositoryArn;
    await ecr().send(new TagResourceCommand({ resourceArn, tags: [{ Key: "b", Value: "2" }] }));
    await ecr().send(new UntagResourceCommand({ resourceArn, tagKeys: ["a"] }));
    expect((await ecr().send(new ListTagsForResourceCommand({ resourceArn }))).tags).to.deep.equal([
      { Key: "b", Value: "2" },
    ]);
  });

  it("are not changed where they are not there", async () => {
    for (const call of [
      ecr().send(new DeleteRepositoryCommand(NONE)),
      ecr().send(new PutImageTagMutabilityCommand({ ...NONE, imageTagMutability: "MUTABLE" })),
      ecr().send(new PutImageScanningConfigurationCommand({ ...NONE, imageScanningConfiguration: {} })),
      ecr().send(new PutLifecyclePolicyCommand({ ...NONE, lifecyclePolicyText: LIFECYCLE })),
      ecr().send(new DeleteLifecyclePolicyCommand(NONE)),
      ecr().send(new SetRepositoryPolicyCommand({ ...NONE, policyText: POLICY })),
      ecr().send(new DeleteRepositoryPolicyCommand(NONE)),
    ])
      expect(await faultOf(call)).to.include({
        name: "RepositoryNotFoundException",
        message: `The repository with name 'none' does not exist in the registry with id '${ACCOUNT}'`,
      });
  });

  it("refuse what is wrong, and stay as they were", async () => {
    await ecr().send(new CreateRepositoryCommand(ASSETS));
    const before = await described();
    for (const call of [
      ecr().send(new DeleteRepositoryCommand({ repositoryName: "UPPER" })),
      ecr().send(new DeleteRepositoryCommand({ ...ASSETS, registryId: "111111111111" })),
      // The border: a value that TypeScript does not let a caller write.
      ecr().send(new PutImageTagMutabilityCommand({ ...ASSETS, imageTagMutability: "FROZEN" as "MUTABLE" })),
      ecr().send(new PutImageScanningConfigurationCommand({ ...ASSETS, imageScanningConfiguration: undefined })),
      ecr().send(new PutLifecyclePolicyCommand({ ...ASSETS, lifecyclePolicyText: "{}" })),
      ecr().send(new PutLifecyclePolicyCommand({ ...ASSETS, lifecyclePolicyText: LIFECYCLE.slice(1) })),
      ecr().send(new DeleteLifecyclePolicyCommand({ repositoryName: "a" })),
      ecr().send(new SetRepositoryPolicyCommand({ ...ASSETS, policyText: POLICY.slice(1) })),
      ecr().send(new SetRepositoryPolicyCommand({ ...ASSETS, policyText: "[]" })),
      ecr().send(new SetRepositoryPolicyCommand({ ...ASSETS, policyText: "null" })),
      ecr().send(new SetRepositoryPolicyCommand({ ...ASSETS, policyText: "1" })),
      ecr().send(new DeleteRepositoryPolicyCommand({ repositoryName: "a" })),
    ])
      expect(await faultOf(call)).to.include({ name: "InvalidParameterException" });
    expect(await described()).to.deep.equal(before);
  });
});
