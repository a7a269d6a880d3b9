import { EC2, type Instance } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { skipIf } from "../../../testing/skip";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { waitForConsoleText } from "../testing/wait-for-console-text";

const IMAGE = "ami-0abcdef1234567890";

describe("AWS::EC2::Instance and SecurityGroup", function () {
  before(function () {
    skipIf(this, process.platform === "win32" ? "user data is a shell script" : undefined);
  });
  const cloud = useStacks();
  const createClient = (): EC2 => cloud.createClient(EC2);
  const readInstance = async (): Promise<Instance | undefined> =>
    (await createClient().describeInstances({})).Reservations?.[0]?.Instances?.[0];
  const createTemplate = (script: string, properties: object = {}): object =>
    createResourceTemplate(
      "AWS::EC2::Instance",
      { ImageId: IMAGE, UserData: { "Fn::Base64": script }, ...properties },
      {
        attributes: [
          "AvailabilityZone",
          "InstanceId",
          "PrivateDnsName",
          "PrivateIp",
          "PublicDnsName",
          "PublicIp",
          "VpcId",
        ],
      },
    );

  it("returns its id and its addresses (SVC-019)", async () => {
    await cloud.deploy(createTemplate("#!/bin/bash\n"));
    const found = await readInstance();
    expect(found?.InstanceId).to.match(/^i-0[0-9a-f]{16}$/);
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: found?.InstanceId,
      InstanceId: found?.InstanceId,
      AvailabilityZone: "us-east-1a",
      VpcId: found?.VpcId,
      PrivateIp: found?.PrivateIpAddress,
      PublicIp: found?.PublicIpAddress,
      PrivateDnsName: `ip-${found?.PrivateIpAddress?.replaceAll(".", "-")}.ec2.internal`,
      PublicDnsName: `ec2-${found?.PublicIpAddress?.replaceAll(".", "-")}.compute-1.amazonaws.com`,
    });
  });

  it("runs the template's user data, and new user data when the template changes", async () => {
    await cloud.deploy(createTemplate("#!/bin/bash\necho first on $LAB_INSTANCE_ID\n"));
    const id = (await readInstance())?.InstanceId ?? "";
    await waitForConsoleText(createClient(), id, `first on ${id}`);
    expect(
      (await cloud.update(createTemplate("#!/bin/bash\necho second\n", { InstanceType: "t3.small" }))).StackStatus,
    ).to.equal("UPDATE_COMPLETE");
    await waitForConsoleText(createClient(), id, "second");
    expect(await readInstance()).to.include({ InstanceId: id, InstanceType: "t3.small" });
  });

  it("fails and rolls the stack back if the instance is terminated before it runs", async () => {
    const TemplateBody = JSON.stringify(createTemplate("#!/bin/bash\n"));
    await cloud.cfn.createStack({ StackName: "lab", TemplateBody });
    await cloud.advance(0.01);
    const { InstanceId: id = "", State } = (await readInstance()) ?? {};
    expect(State?.Name).to.equal("pending");
    await createClient().terminateInstances({ InstanceIds: [id] });
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.readReasons())["It CREATE_FAILED"]).to.match(
      new RegExp(
        `^Resource handler returned message: "Resource of type 'AWS::EC2::Instance' with identifier '${id}' did not stabilize\\." \\(RequestToken: .*, HandlerErrorCode: NotStabilized\\)$`,
      ),
    );
  });

  it("is replaced for another image, and deleted with its stack", async () => {
    await cloud.deploy(createTemplate("#!/bin/bash\n"));
    const id = (await readInstance())?.InstanceId ?? "";
    await cloud.update(createTemplate("#!/bin/bash\n", { ImageId: "ami-0123456789abcdef0" }));
    const { Ref: next = "" } = await cloud.readOutputs();
    expect(next).to.not.equal(id);
    await cloud.remove();
    const states = (await createClient().describeInstances({})).Reservations?.flatMap(({ Instances = [] }) =>
      Instances.map(({ State }) => State?.Name),
    );
    expect(states).to.deep.equal(["terminated", "terminated"]);
    await cloud.advance(3_700);
    expect((await createClient().describeInstances({})).Reservations ?? []).to.deep.equal([]);
    expect(
      await createClient()
        .getConsoleOutput({ InstanceId: id })
        .catch((error: Error) => error.name),
    ).to.equal("InvalidInstanceID.NotFound");
  });

  it("returns a security group's name, or its id within a named network, and changes its rules without replacement", async () => {
    const createGroup = (cidr: string): object =>
      createResourceTemplate(
        "AWS::EC2::SecurityGroup",
        {
          GroupDescription: "to the producer",
          GroupName: "producer",
          SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: "22", ToPort: 22, CidrIp: cidr }],
        },
        { attributes: ["GroupId", "Id", "VpcId"] },
      );
    await cloud.deploy(createGroup("10.0.0.0/8"));
    const [found] = (await createClient().describeSecurityGroups({ GroupNames: ["producer"] })).SecurityGroups ?? [];
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: "producer",
      Id: "producer",
      GroupId: found?.GroupId,
      VpcId: found?.VpcId,
    });
    await cloud.update(createGroup("192.168.0.0/16"));
    const [changed] = (await createClient().describeSecurityGroups({ GroupNames: ["producer"] })).SecurityGroups ?? [];
    expect(changed?.GroupId).to.equal(found?.GroupId);
    expect(
      changed?.IpPermissions?.map(({ FromPort, IpRanges }) => [FromPort, IpRanges?.map(({ CidrIp }) => CidrIp)]),
    ).to.deep.equal([[22, ["192.168.0.0/16"]]]);
    await cloud.remove();
    expect(
      (await createClient().describeSecurityGroups({})).SecurityGroups?.map(({ GroupName }) => GroupName),
    ).to.deep.equal(["default"]);
    await cloud.deploy(
      createResourceTemplate(
        "AWS::EC2::SecurityGroup",
        { GroupDescription: "x", VpcId: found?.VpcId },
        { attributes: ["GroupId"] },
      ),
      { StackName: "other" },
    );
    const outputs = await cloud.readOutputs("other");
    expect(outputs["Ref"])
      .to.match(/^sg-0[0-9a-f]{16}$/)
      .and.to.equal(outputs["GroupId"]);
  });
});
