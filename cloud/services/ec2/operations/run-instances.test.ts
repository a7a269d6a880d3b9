import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  DeleteTagsCommand,
  DescribeAvailabilityZonesCommand,
  DescribeVpcsCommand,
  ModifyInstanceAttributeCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type ModifyInstanceAttributeCommandInput,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
  GetConsoleOutputCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type RunInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand, CreateRoleCommand } from "@aws-sdk/client-iam";
import { expect } from "chai";
import { skipIf } from "../../../../test/skip";
import { temporaryFolder } from "../../../../test/temporary-folder";
import { faultOf, useCloud } from "../../../testing/use-cloud";
import { withoutVenv } from "../../../testing/venv";
import { consoleHolds } from "../testing/console-holds";
import { isThere } from "../../../testing/is-alive";

describe("ec2 instances", function () {
  before(function () {
    skipIf(this, process.platform === "win32" ? "user data is a shell script" : undefined);
  });
  const data = temporaryFolder();
  const cloud = useCloud({ data });
  const ec2 = (): EC2Client => cloud.client(EC2Client);
  const launch = async (script?: string, more: Partial<RunInstancesCommandInput> = {}): Promise<string> => {
    const userData = script === undefined ? {} : { UserData: Buffer.from(script).toString("base64") };
    const { Instances: [made] = [] } = await ec2().send(
      new RunInstancesCommand({ ImageId: "ami-0abcdef1234567890", MinCount: 1, MaxCount: 1, ...userData, ...more }),
    );
    await cloud.advance(2);
    return made?.InstanceId ?? "";
  };
  const stateOf = async (id: string) =>
    (await ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] }))).Reservations?.[0]?.Instances?.[0]?.State;
  /** Waits until the system has removed an ended process. */
  const gone = async (pid: number): Promise<void> => {
    while (isThere(pid)) await new Promise((resolve) => setImmediate(resolve));
  };
  const pidIn = (text: string): number => Number(/pid (\d+)/.exec(text)?.[1] ?? Number.NaN);

  it("find the AWS SDK where npm install was asked for it, as programs do on AWS", async () => {
    const id = await launch(
      [
        "#!/bin/bash",
        "mkdir -p /opt/app && npm install --prefix /opt/app @aws-sdk/client-kinesis@3 left-pad",
        "cat > /opt/app/look.mjs <<'PROGRAM'",
        'import { KinesisClient } from "@aws-sdk/client-kinesis";',
        'console.log("found", KinesisClient.name);',
        "PROGRAM",
        "node /opt/app/look.mjs",
        "",
      ].join("\n"),
    );
    await consoleHolds(ec2(), id, "npm: left-pad is answered by this machine");
    await consoleHolds(ec2(), id, "found KinesisClient");
  });

  it("are pending, then running, and their user data runs in folders of their own", async () => {
    const { Instances: [made] = [] } = await ec2().send(
      new RunInstancesCommand({
        ImageId: "ami-0abcdef1234567890",
        InstanceType: "t2.micro",
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "producer" }] }],
        UserData: Buffer.from(
          "#!/bin/bash\nyum install -y python3-pip jq\nsudo -u ec2-user bash -c 'echo hello > /home/ec2-user/a.txt'\ncat /home/ec2-user/a.txt\necho \"I am $(curl -s http://169.254.169.254/latest/meta-data/instance-id)\"\n",
        ).toString("base64"),
      }),
    );
    expect(made).to.deep.include({
      State: { Code: 0, Name: "pending" },
      InstanceType: "t2.micro",
      Tags: [{ Key: "Name", Value: "producer" }],
    });
    const id = made?.InstanceId ?? "";
    await cloud.advance(2);
    expect(await stateOf(id)).to.deep.equal({ Code: 16, Name: "running" });
    const written = await consoleHolds(ec2(), id, "the user data ended with exit status 0");
    expect(written).to.contain("yum: jq is answered by this machine").and.contain("hello\n").and.contain(`I am ${id}`);
    const byTag = await ec2().send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: "tag:Name", Values: ["prod*"] },
          { Name: "instance-state-name", Values: ["running"] },
        ],
      }),
    );
    expect(byTag.Reservations).to.have.length(1);
    expect(
      (await ec2().send(new DescribeInstanceStatusCommand({}))).InstanceStatuses?.map(
        ({ InstanceId, SystemStatus }) => [InstanceId, SystemStatus?.Status],
      ),
    ).to.deep.include([id, "ok"]);
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(5_000);
  });

  it("end all that runs in them when they stop or terminate, what left their group, too", async () => {
    const id = await launch('#!/bin/bash\n(setsid nohup sleep 1000 >/dev/null 2>&1 & echo "pid $!")\n');
    const pid = pidIn(await consoleHolds(ec2(), id, "pid "));
    expect(isThere(pid)).to.equal(true);
    await ec2().send(new StopInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    expect(await stateOf(id)).to.deep.equal({ Code: 80, Name: "stopped" });
    await gone(pid);
    await ec2().send(new StartInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    expect(await stateOf(id)).to.include({ Name: "running" });
    await ec2().send(new RebootInstancesCommand({ InstanceIds: [id] }));
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    expect(await stateOf(id)).to.deep.equal({ Code: 48, Name: "terminated" });
    await cloud.advance(4_000);
    expect((await faultOf(ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] })))).name).to.equal(
      "InvalidInstanceID.NotFound",
    );
  });

  it("start the services that are enabled, again after a stop", async () => {
    const unit =
      "[Service]\nExecStart=/bin/bash -c 'echo \"service as $WHO\"; sleep 1000'\nEnvironment=WHO=producer\nRestart=always\n";
    const id = await launch(
      `#!/bin/bash\ncat > /etc/systemd/system/producer.service <<'UNIT'\n${unit}UNIT\nsystemctl daemon-reload\nsystemctl enable --now producer\n`,
    );
    expect((await consoleHolds(ec2(), id, "service as producer")).split("service as producer")).to.have.length(2);
    await ec2().send(new StopInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    await ec2().send(new StartInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    await consoleHolds(ec2(), id, /(service as producer\n[^]*){2}/);
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(5_000);
  });

  it("stop when somebody in them shuts them down", async () => {
    const id = await launch("#!/bin/bash\necho bye\nsudo shutdown -h now\nsleep 1000\n");
    await consoleHolds(ec2(), id, "bye");
    for (let tries = 0; (await stateOf(id))?.Name !== "stopped" && tries < 500; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10)); // a process ends in real time
      await cloud.advance(1);
    }
    expect(await stateOf(id)).to.include({ Name: "stopped" });
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(5_000);
  });

  it("have keys only through an instance profile, and the SDKs of this machine", async function () {
    skipIf(this, withoutVenv);
    const script =
      "#!/bin/bash\npip3 install boto3\npython3 -c 'import boto3; print(\"boto3 is there\")'\naws sts get-caller-identity --query Arn --output text 2>&1\nnode -e 'console.log(\"node\", 1 + 1)'\necho the end\n";
    const without = await launch(
      '#!/bin/bash\necho "keys: ${AWS_ACCESS_KEY_ID-none} ${AWS_SECRET_ACCESS_KEY-none} ${AWS_SESSION_TOKEN-none}"\necho the end\n',
    );
    expect(await consoleHolds(ec2(), without, "the end")).to.contain("keys: none none none\n");
    await cloud.iam.send(
      new CreateRoleCommand({
        RoleName: "writer",
        AssumeRolePolicyDocument: JSON.stringify({
          Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
        }),
      }),
    );
    await cloud.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "writer" }));
    await cloud.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "writer", RoleName: "writer" }));
    const withProfile = await launch(script, { IamInstanceProfile: { Name: "writer" } });
    expect(await consoleHolds(ec2(), withProfile, "the end"))
      .to.contain(`arn:aws:sts::000000000000:assumed-role/writer/${withProfile}\n`)
      .and.contain("Requirement already satisfied: boto3")
      .and.contain("node 2")
      .and.contain("boto3 is there");
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [without, withProfile] }));
    await cloud.advance(5_000);
  });

  it("go on when the cloud starts again: their user data runs anew", async () => {
    const id = await launch('#!/bin/bash\necho "boot pid $$"\nsleep 1000\n');
    const pid = pidIn(await consoleHolds(ec2(), id, "boot pid "));
    await cloud.restart();
    await gone(pid);
    await cloud.advance(1);
    const again = await consoleHolds(ec2(), id, `boot pid ${pid}\ncloud-init: the user data begins\nboot pid `);
    expect(again.split("boot pid ")).to.have.length(3);
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(5_000);
  });

  it("reach a state a second after it was last asked for, also where the cloud starts again before that", async () => {
    const id = await launch();
    const state = async () => (await stateOf(id))?.Name;
    const change = { InstanceIds: [id] };
    const enter = (command: StartInstancesCommand | StopInstancesCommand | TerminateInstancesCommand) =>
      // The border: each of them is a command of this client.
      ec2().send(command as StopInstancesCommand);
    await enter(new StopInstancesCommand(change));
    await cloud.advance(2);
    await enter(new StartInstancesCommand(change));
    await cloud.advance(0.5);
    await enter(new StopInstancesCommand(change));
    await cloud.advance(0.75);
    expect(await state()).to.equal("stopping");
    await cloud.restart();
    expect(await state()).to.equal("stopping");
    await cloud.advance(1);
    expect(await state()).to.equal("stopped");
    await enter(new TerminateInstancesCommand(change));
    await cloud.restart();
    await cloud.advance(1);
    expect(await state()).to.equal("terminated");
    await cloud.advance(3_599.5);
    expect(await state()).to.equal("terminated");
    await cloud.advance(0.5);
    expect((await faultOf(stateOf(id))).name).to.equal("InvalidInstanceID.NotFound");
  });

  it("are pending for twenty seconds where the cloud lags", async () => {
    await cloud.restart({ lag: true });
    const id = await launch();
    await cloud.advance(17);
    expect((await stateOf(id))?.Name).to.equal("pending");
    await cloud.advance(1);
    expect((await stateOf(id))?.Name).to.equal("running");
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(5_000);
  });

  it("refuse in EC2's words what cannot be", async () => {
    const fault = async (more: Partial<RunInstancesCommandInput>): Promise<string> => {
      const { name, message } = await faultOf(launch(undefined, more));
      return `${name}: ${message}`;
    };
    expect(await fault({ ImageId: undefined })).to.equal(
      "MissingParameter: The request must contain the parameter ImageId",
    );
    expect(await fault({ ImageId: "nothing" })).to.equal(
      'InvalidAMIID.Malformed: Invalid id: "nothing" (expecting "ami-...")',
    );
    expect(await fault({ SecurityGroupIds: ["sg-0123"] })).to.equal(
      "InvalidGroup.NotFound: The security group 'sg-0123' does not exist",
    );
    expect(await fault({ IamInstanceProfile: { Name: "none" } })).to.equal(
      "InvalidParameterValue: Value (none) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
    );
    expect(await fault({ UserData: "***" })).to.equal("InvalidParameterValue: Invalid BASE64 encoding of user data.");
    expect(await fault({ UserData: Buffer.alloc(17_000, 65).toString("base64") })).to.equal(
      "InvalidParameterValue: User data is limited to 16384 bytes",
    );
    expect(await fault({ UserData: Buffer.from("#cloud-config\n").toString("base64") })).to.contain(
      "NotImplemented: The lab cloud runs user data that is a script and begins with #!",
    );
    expect(await fault({ KeyName: "mine" })).to.contain("The lab cloud does not emulate the member 'KeyName'");
    expect((await faultOf(ec2().send(new GetConsoleOutputCommand({ InstanceId: "i-0123" })))).message).to.equal(
      "The instance ID 'i-0123' does not exist",
    );
  });

  it("stand in the one network, behind security groups that are held while in use", async () => {
    const { GroupId = "" } = await ec2().send(
      new CreateSecurityGroupCommand({ GroupName: "producer", Description: "to the producer" }),
    );
    const rule = {
      GroupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    };
    expect(
      (await ec2().send(new AuthorizeSecurityGroupIngressCommand(rule))).SecurityGroupRules?.map(
        ({ FromPort, CidrIpv4, IsEgress }) => [FromPort, CidrIpv4, IsEgress],
      ),
    ).to.deep.equal([[22, "0.0.0.0/0", false]]);
    expect((await faultOf(ec2().send(new AuthorizeSecurityGroupIngressCommand(rule)))).name).to.equal(
      "InvalidPermission.Duplicate",
    );
    const { Subnets: [subnet] = [] } = await ec2().send(
      new DescribeSubnetsCommand({ Filters: [{ Name: "availability-zone", Values: ["us-east-1b"] }] }),
    );
    const id = await launch(undefined, { SecurityGroupIds: [GroupId], SubnetId: subnet?.SubnetId });
    const { Reservations: [found] = [] } = await ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    expect(found?.Instances?.[0]).to.deep.include({
      SubnetId: subnet?.SubnetId,
      SecurityGroups: [{ GroupId, GroupName: "producer" }],
    });
    await ec2().send(new CreateTagsCommand({ Resources: [id, GroupId], Tags: [{ Key: "lab", Value: "03" }] }));
    expect(
      (
        await ec2().send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: "tag:lab", Values: ["03"] }] }))
      ).SecurityGroups?.map(({ GroupName }) => GroupName),
    ).to.deep.equal(["producer"]);
    expect((await faultOf(ec2().send(new DeleteSecurityGroupCommand({ GroupId })))).name).to.equal(
      "DependencyViolation",
    );
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    await ec2().send(new DeleteSecurityGroupCommand({ GroupId }));
    expect(
      (
        await ec2().send(
          new DescribeImagesCommand({ Owners: ["amazon"], Filters: [{ Name: "name", Values: ["al2023-ami-*"] }] }),
        )
      ).Images,
    ).to.have.length(1);
    await cloud.advance(5_000);
  });

  it("are changed while they stand still; rules and tags come and go", async () => {
    const id = await launch("#!/bin/bash\necho one\n");
    const modify = (more: Partial<ModifyInstanceAttributeCommandInput>) =>
      ec2().send(new ModifyInstanceAttributeCommand({ InstanceId: id, ...more }));
    expect((await faultOf(modify({ InstanceType: { Value: "t3.large" } }))).name).to.equal("IncorrectInstanceState");
    await modify({ DisableApiTermination: { Value: true } });
    expect((await faultOf(ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] })))).name).to.equal(
      "OperationNotPermitted",
    );
    await ec2().send(new StopInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    await modify({ InstanceType: { Value: "t3.large" } });
    await modify({
      UserData: { Value: Buffer.from("#!/bin/bash\necho two\n") },
      DisableApiTermination: { Value: false },
    });
    await ec2().send(new StartInstancesCommand({ InstanceIds: [id] }));
    await cloud.advance(2);
    await consoleHolds(ec2(), id, "two");
    await ec2().send(
      new CreateTagsCommand({
        Resources: [id],
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      }),
    );
    await ec2().send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: "a" }, { Key: "b", Value: "other" }] }));
    const { Reservations: [found] = [] } = await ec2().send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    expect(found?.Instances?.[0]).to.deep.include({ InstanceType: "t3.large", Tags: [{ Key: "b", Value: "2" }] });
    await ec2().send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    const { GroupId = "" } = await ec2().send(
      new CreateSecurityGroupCommand({ GroupName: "rules", Description: "rules" }),
    );
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }];
    const rules = async () => {
      const [group] =
        (await ec2().send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))).SecurityGroups ?? [];
      return [group?.IpPermissions?.length, group?.IpPermissionsEgress?.length];
    };
    await ec2().send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await ec2().send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    expect(await rules()).to.deep.equal([1, 2]);
    await ec2().send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await ec2().send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    expect(await rules()).to.deep.equal([0, 1]);
    expect(
      (await faultOf(ec2().send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions })))).name,
    ).to.equal("InvalidPermission.NotFound");
    const from = (CidrIpv6: string) => ({
      GroupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, Ipv6Ranges: [{ CidrIpv6 }] }],
    });
    const { SecurityGroupRules: [rule] = [] } = await ec2().send(
      new AuthorizeSecurityGroupIngressCommand(from("2001:db8::/32")),
    );
    expect(rule).to.include({ CidrIpv6: "2001:db8::/32" }).and.not.have.property("CidrIpv4");
    expect(
      (await ec2().send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))).SecurityGroups?.[0]
        ?.IpPermissions?.[0],
    ).to.deep.include({ IpRanges: [], Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] });
    expect((await faultOf(ec2().send(new RevokeSecurityGroupIngressCommand(from("::/0"))))).name).to.equal(
      "InvalidPermission.NotFound",
    );
    for (const wrong of ["2001:db8::", "10.0.0.0/8", "::zz/0"])
      expect((await faultOf(ec2().send(new AuthorizeSecurityGroupIngressCommand(from(wrong))))).name, wrong).to.equal(
        "InvalidParameterValue",
      );
    await ec2().send(new RevokeSecurityGroupIngressCommand(from("2001:db8::/32")));
    expect(await rules()).to.deep.equal([0, 1]);
    await ec2().send(new DeleteSecurityGroupCommand({ GroupId }));
    const { Vpcs: [vpc] = [] } = await ec2().send(
      new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
    );
    expect(vpc).to.include({ IsDefault: true, CidrBlock: "172.31.0.0/16" });
    expect(
      (await ec2().send(new DescribeAvailabilityZonesCommand({}))).AvailabilityZones?.map(({ ZoneName }) => ZoneName),
    ).to.deep.equal(["us-east-1a", "us-east-1b", "us-east-1c"]);
    await cloud.advance(5_000);
  });
});
