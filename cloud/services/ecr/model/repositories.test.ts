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
import { catchFault, START, useCloud } from "../../../testing/use-cloud";

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

describe("ECR repositories", () => {
  const cloud = useCloud();
  const createClient = (): ECR => cloud.createClient(ECR);
  const readRepository = async (): Promise<Repository | undefined> =>
    (await createClient().describeRepositories({ repositoryNames: ["assets"] })).repositories?.[0];

  it("are deleted, and return their last description", async () => {
    await createClient().createRepository(ASSETS);
    const { repository } = await createClient().deleteRepository({ ...ASSETS, force: true });
    expect(repository).to.deep.include({
      ...ANSWERED,
      repositoryArn: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/assets`,
      createdAt: new Date(START),
    });
    expect((await createClient().describeRepositories({})).repositories).to.deep.equal([]);
    expect(await catchFault(createClient().deleteRepository(ASSETS))).to.include({
      name: "RepositoryNotFoundException",
      message: `The repository with name 'assets' does not exist in the registry with id '${ACCOUNT}'`,
    });
  });

  it("are described by name or by pages, but not both", async () => {
    await createClient().createRepository(ASSETS);
    for (const paged of [{ maxResults: 1 }, { nextToken: "assets" }])
      expect(
        await catchFault(createClient().describeRepositories({ repositoryNames: ["assets"], ...paged })),
      ).to.include({
        name: "InvalidParameterException",
      });
    expect(await readRepository()).to.include(ASSETS);
  });

  it("have the requested settings or AWS's defaults, and are listed by name", async () => {
    const make = async (name: string, more: Partial<CreateRepositoryCommandInput> = {}) =>
      (await createClient().createRepository({ repositoryName: name, ...more })).repository;
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
    const details = {
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: "KMS" },
    } as const;
    expect(await make("aa", details)).to.deep.include(details);
    const { repositories = [] } = await createClient().describeRepositories({});
    expect(repositories.map(({ repositoryName }) => repositoryName)).to.deep.equal(["aa", "bb", "team/plain"]);
    expect(repositories.at(2)).to.deep.equal(usual);
    const scans = new PutImageScanningConfigurationCommand({ repositoryName: "aa", imageScanningConfiguration: {} });
    expect((await createClient().send(scans)).imageScanningConfiguration).to.deep.equal({ scanOnPush: false });
    for (const call of [
      make("cc", { registryId: "111111111111" }),
      createClient().describeRepositories({ registryId: "111111111111" }),
    ])
      expect((await catchFault(call)).name).to.equal("InvalidParameterException");
    const resourceArn = `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/none`;
    for (const call of [
      createClient().listTagsForResource({ resourceArn }),
      createClient().tagResource({ resourceArn, tags: [] }),
      createClient().untagResource({ resourceArn, tagKeys: [] }),
    ])
      expect((await catchFault(call)).name).to.equal("RepositoryNotFoundException");
  });

  it("change tag mutability and image scanning", async () => {
    await createClient().createRepository(ASSETS);
    const tags = await createClient().putImageTagMutability({ ...ASSETS, imageTagMutability: "IMMUTABLE" });
    expect(tags).to.deep.include({ ...ANSWERED, imageTagMutability: "IMMUTABLE" });
    const imageScanningConfiguration = { scanOnPush: true };
    const scans = await createClient().putImageScanningConfiguration({ ...ASSETS, imageScanningConfiguration });
    expect(scans).to.deep.include({ ...ANSWERED, imageScanningConfiguration });
    expect(await readRepository()).to.deep.include({ imageTagMutability: "IMMUTABLE", imageScanningConfiguration });
  });

  it("have lifecycle policies, which are replaced and deleted as a whole", async () => {
    await createClient().createRepository(ASSETS);
    const read = new GetLifecyclePolicyCommand(ASSETS);
    const remove = new DeleteLifecyclePolicyCommand(ASSETS);
    const answered = { ...ANSWERED, lifecyclePolicyText: LIFECYCLE };
    const put = new PutLifecyclePolicyCommand({ ...ASSETS, lifecyclePolicyText: LIFECYCLE });
    expect(await createClient().send(put)).to.deep.include(answered);
    expect(await createClient().send(read)).to.deep.include(answered);
    expect(await createClient().send(remove)).to.deep.include(answered);
    for (const call of [createClient().send(read), createClient().send(remove)])
      expect(await catchFault(call)).to.include({ name: "LifecyclePolicyNotFoundException" });
  });

  it("have a repository policy, which is replaced and deleted as a whole", async () => {
    await createClient().createRepository(ASSETS);
    const read = new GetRepositoryPolicyCommand(ASSETS);
    const remove = new DeleteRepositoryPolicyCommand(ASSETS);
    const answered = { ...ANSWERED, policyText: POLICY };
    expect(await createClient().setRepositoryPolicy({ ...ASSETS, policyText: POLICY })).to.deep.include(answered);
    expect(await createClient().send(read)).to.deep.include(answered);
    expect(await createClient().send(remove)).to.deep.include(answered);
    for (const call of [createClient().send(read), createClient().send(remove)])
      expect(await catchFault(call)).to.include({ name: "RepositoryPolicyNotFoundException" });
  });

  it("have tags", async () => {
    const { repository } = await createClient().createRepository({ ...ASSETS, tags: [{ Key: "a", Value: "1" }] });
    const resourceArn = repository?.repositoryArn;
    await createClient().tagResource({ resourceArn, tags: [{ Key: "b", Value: "2" }] });
    await createClient().untagResource({ resourceArn, tagKeys: ["a"] });
    expect((await createClient().listTagsForResource({ resourceArn })).tags).to.deep.equal([{ Key: "b", Value: "2" }]);
  });

  it("can't be changed if they don't exist", async () => {
    for (const call of [
      createClient().deleteRepository(NONE),
      createClient().putImageTagMutability({ ...NONE, imageTagMutability: "MUTABLE" }),
      createClient().putImageScanningConfiguration({ ...NONE, imageScanningConfiguration: {} }),
      createClient().putLifecyclePolicy({ ...NONE, lifecyclePolicyText: LIFECYCLE }),
      createClient().deleteLifecyclePolicy(NONE),
      createClient().setRepositoryPolicy({ ...NONE, policyText: POLICY }),
      createClient().deleteRepositoryPolicy(NONE),
    ])
      expect(await catchFault(call)).to.include({
        name: "RepositoryNotFoundException",
        message: `The repository with name 'none' does not exist in the registry with id '${ACCOUNT}'`,
      });
  });

  it("reject invalid settings, and stay unchanged", async () => {
    await createClient().createRepository(ASSETS);
    const before = await readRepository();
    for (const call of [
      createClient().deleteRepository({ repositoryName: "UPPER" }),
      createClient().deleteRepository({ ...ASSETS, registryId: "111111111111" }),
      // The border: a value that TypeScript does not let a caller write.
      createClient().putImageTagMutability({ ...ASSETS, imageTagMutability: "FROZEN" as "MUTABLE" }),
      createClient().putImageScanningConfiguration({ ...ASSETS, imageScanningConfiguration: undefined }),
      createClient().putLifecyclePolicy({ ...ASSETS, lifecyclePolicyText: "{}" }),
      createClient().putLifecyclePolicy({ ...ASSETS, lifecyclePolicyText: LIFECYCLE.slice(1) }),
      createClient().deleteLifecyclePolicy({ repositoryName: "a" }),
      createClient().setRepositoryPolicy({ ...ASSETS, policyText: POLICY.slice(1) }),
      createClient().setRepositoryPolicy({ ...ASSETS, policyText: "[]" }),
      createClient().setRepositoryPolicy({ ...ASSETS, policyText: "null" }),
      createClient().setRepositoryPolicy({ ...ASSETS, policyText: "1" }),
      createClient().deleteRepositoryPolicy({ repositoryName: "a" }),
    ])
      expect(await catchFault(call)).to.include({ name: "InvalidParameterException" });
    expect(await readRepository()).to.deep.equal(before);
  });
});
