import { DescribeRepositoriesCommand, ECR } from "@aws-sdk/client-ecr";
import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { catchFault } from "../../../testing/use-cloud";

describe("AWS::ECR::Repository", () => {
  const cloud = useStacks();
  const createClient = () => cloud.createClient(ECR);
  const target = { repositoryName: "assets" };
  const lifecycle = JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: "untagged ones go",
        selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 365 },
        action: { type: "expire" },
      },
    ],
  });
  const policy = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
  };
  const createTemplate = (properties: object): object =>
    createResourceTemplate(
      "AWS::ECR::Repository",
      { RepositoryName: "assets", ...properties },
      { attributes: ["Arn", "RepositoryUri"] },
    );

  it("is stored with its policies, changed in place, and deleted with its stack", async () => {
    await cloud.deploy(
      createTemplate({
        ImageTagMutability: "IMMUTABLE",
        LifecyclePolicy: { LifecyclePolicyText: lifecycle },
        RepositoryPolicyText: policy,
        Tags: [{ Key: "a", Value: "1" }],
      }),
    );
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: "assets",
      Arn: "arn:aws:ecr:us-east-1:000000000000:repository/assets",
      RepositoryUri: "000000000000.dkr.ecr.us-east-1.amazonaws.com/assets",
    });
    const readRepository = async () => (await createClient().describeRepositories({})).repositories;
    expect((await readRepository())?.[0]).to.include({ repositoryName: "assets", imageTagMutability: "IMMUTABLE" });
    expect((await createClient().getLifecyclePolicy(target)).lifecyclePolicyText).to.equal(lifecycle);
    const { policyText = "" } = await createClient().getRepositoryPolicy(target);
    expect(JSON.parse(policyText)).to.deep.equal(policy);
    await cloud.update(createTemplate({ ImageScanningConfiguration: { ScanOnPush: true } }));
    expect((await readRepository())?.[0]).to.deep.include({
      imageTagMutability: "MUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
    });
    expect(await catchFault(createClient().getLifecyclePolicy(target))).to.include({
      name: "LifecyclePolicyNotFoundException",
    });
    const { tags } = await createClient().listTagsForResource({
      resourceArn: "arn:aws:ecr:us-east-1:000000000000:repository/assets",
    });
    expect(tags).to.deep.equal([]);
    await cloud.remove();
    expect(await readRepository()).to.deep.equal([]);
  });

  it("gains policies, loses them one by one, and returns to AWS's default settings", async () => {
    const LifecyclePolicy = { LifecyclePolicyText: lifecycle };
    const isThere = (call: Promise<unknown>) =>
      call.then(
        () => true,
        () => false,
      );
    const readPolicies = async () => [
      await isThere(createClient().getLifecyclePolicy(target)),
      await isThere(createClient().getRepositoryPolicy(target)),
    ];
    const readSettings = async () => {
      const { repositories: [repository] = [] } = await createClient().describeRepositories({});
      return [repository?.imageTagMutability, repository?.imageScanningConfiguration?.scanOnPush];
    };
    const steps: readonly (readonly [object, readonly boolean[], readonly unknown[]])[] = [
      [{ ImageScanningConfiguration: { ScanOnPush: true } }, [false, false], ["MUTABLE", true]],
      [{ ImageTagMutability: "IMMUTABLE" }, [false, false], ["IMMUTABLE", false]],
      [{ LifecyclePolicy, RepositoryPolicyText: policy }, [true, true], ["MUTABLE", false]],
      [{ LifecyclePolicy, ImageScanningConfiguration: {} }, [true, false], ["MUTABLE", false]],
      [{ RepositoryPolicyText: policy }, [false, true], ["MUTABLE", false]],
      [{ LifecyclePolicy: {}, RepositoryPolicyText: policy }, [false, true], ["MUTABLE", false]],
      [{}, [false, false], ["MUTABLE", false]],
    ];
    for (const [index, [properties, there, expected]] of steps.entries()) {
      const { StackStatus } = await (index === 0 ? cloud.deploy : cloud.update)(createTemplate(properties));
      expect(StackStatus, String(index)).to.match(/^(?:CREATE|UPDATE)_COMPLETE$/);
      expect([await readPolicies(), await readSettings()], String(index)).to.deep.equal([there, expected]);
    }
  });

  it("reports that it accepts no images, and can't be created twice", async () => {
    await createClient().createRepository(target);
    expect(await catchFault(createClient().createRepository(target))).to.include({
      name: "RepositoryAlreadyExistsException",
    });
    expect(await catchFault(createClient().putImage({ ...target, imageManifest: "{}" }))).to.include({
      name: "NotImplemented",
      message: "The lab cloud does not emulate ecr PutImage.",
    });
    const none = new DescribeRepositoriesCommand({ repositoryNames: ["none"] });
    expect(await catchFault(createClient().send(none))).to.include({ name: "RepositoryNotFoundException" });
  });
});
