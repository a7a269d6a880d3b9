import {
  EC2,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type RunInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { skipIf } from "../../../testing/skip";
import { createTemporaryFolder } from "../../../testing/temporary-folder";
import { waitUntil, isThere } from "../../../testing/until";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { withoutVenv } from "../../../testing/venv";
import { waitForConsoleText } from "../testing/wait-for-console-text";

describe("EC2 instances", function () {
  before(function () {
    skipIf(this, process.platform === "win32" ? "user data is a shell script" : undefined);
  });
  const data = createTemporaryFolder();
  const cloud = useCloud({ data });
  const createClient = (): EC2 => cloud.createClient(EC2);
  const launch = async (script?: string, more: Partial<RunInstancesCommandInput> = {}): Promise<string> => {
    const userData = script === undefined ? {} : { UserData: Buffer.from(script).toString("base64") };
    const { Instances: [instance] = [] } = await createClient().runInstances({
      ImageId: "ami-0abcdef1234567890",
      MinCount: 1,
      MaxCount: 1,
      ...userData,
      ...more,
    });
    await cloud.advance(2);
    return instance?.InstanceId ?? "";
  };
  const getState = async (id: string) =>
    (await createClient().describeInstances({ InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0]?.State;
  /** Waits until the system has removed an ended process. */
  const waitUntilGone = (pid: number): Promise<void> => waitUntil(() => !isThere(pid));
  const findPid = (text: string): number => Number(/pid (\d+)/.exec(text)?.[1] ?? Number.NaN);

  it("find the AWS SDK after npm install, as programs do on AWS", async () => {
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
    await waitForConsoleText(createClient(), id, "npm: left-pad is answered by this machine");
    await waitForConsoleText(createClient(), id, "found KinesisClient");
  });

  it("are pending, then running, and run their user data in separate folders", async () => {
    const { Instances: [instance] = [] } = await createClient().runInstances({
      ImageId: "ami-0abcdef1234567890",
      InstanceType: "t2.micro",
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: "producer" }] }],
      UserData: Buffer.from(
        "#!/bin/bash\nyum install -y python3-pip jq\nsudo -u ec2-user bash -c 'echo hello > /home/ec2-user/a.txt'\ncat /home/ec2-user/a.txt\necho \"I am $(curl -s http://169.254.169.254/latest/meta-data/instance-id)\"\n",
      ).toString("base64"),
    });
    expect(instance).to.deep.include({
      State: { Code: 0, Name: "pending" },
      InstanceType: "t2.micro",
      Tags: [{ Key: "Name", Value: "producer" }],
    });
    const id = instance?.InstanceId ?? "";
    await cloud.advance(2);
    expect(await getState(id)).to.deep.equal({ Code: 16, Name: "running" });
    const written = await waitForConsoleText(createClient(), id, "the user data ended with exit status 0");
    expect(written).to.contain("yum: jq is answered by this machine").and.contain("hello\n").and.contain(`I am ${id}`);
    const byTag = await createClient().describeInstances({
      Filters: [
        { Name: "tag:Name", Values: ["prod*"] },
        { Name: "instance-state-name", Values: ["running"] },
      ],
    });
    expect(byTag.Reservations).to.have.length(1);
    expect(
      (await createClient().describeInstanceStatus({})).InstanceStatuses?.map(({ InstanceId, SystemStatus }) => [
        InstanceId,
        SystemStatus?.Status,
      ]),
    ).to.deep.include([id, "ok"]);
    await createClient().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(5_000);
  });

  it("end all their processes when they stop or terminate, even those that left their process group", async () => {
    const id = await launch('#!/bin/bash\n(setsid nohup sleep 1000 >/dev/null 2>&1 & echo "pid $!")\n');
    const pid = findPid(await waitForConsoleText(createClient(), id, "pid "));
    expect(isThere(pid)).to.equal(true);
    await createClient().stopInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    expect(await getState(id)).to.deep.equal({ Code: 80, Name: "stopped" });
    await waitUntilGone(pid);
    await createClient().startInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    expect(await getState(id)).to.include({ Name: "running" });
    await createClient().rebootInstances({ InstanceIds: [id] });
    await createClient().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    expect(await getState(id)).to.deep.equal({ Code: 48, Name: "terminated" });
    await cloud.advance(4_000);
    expect((await catchFault(createClient().describeInstances({ InstanceIds: [id] }))).name).to.equal(
      "InvalidInstanceID.NotFound",
    );
  });

  it("start enabled services, and again after a stop", async () => {
    const unit =
      "[Service]\nExecStart=/bin/bash -c 'echo \"service as $WHO\"; sleep 1000'\nEnvironment=WHO=producer\nRestart=always\n";
    const id = await launch(
      `#!/bin/bash\ncat > /etc/systemd/system/producer.service <<'UNIT'\n${unit}UNIT\nsystemctl daemon-reload\nsystemctl enable --now producer\n`,
    );
    expect(
      (await waitForConsoleText(createClient(), id, "service as producer")).split("service as producer"),
    ).to.have.length(2);
    await createClient().stopInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    await createClient().startInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    await waitForConsoleText(createClient(), id, /(service as producer\n[^]*){2}/);
    await createClient().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(5_000);
  });

  it("stop when their own code shuts them down", async () => {
    const id = await launch("#!/bin/bash\necho bye\nsudo shutdown -h now\nsleep 1000\n");
    await waitForConsoleText(createClient(), id, "bye");
    await waitUntil(async () => {
      await cloud.advance(1);
      return (await getState(id))?.Name === "stopped";
    });
    await createClient().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(5_000);
  });

  it("have credentials only through an instance profile, and the SDKs of this machine", async function () {
    skipIf(this, withoutVenv);
    const script =
      "#!/bin/bash\npip3 install boto3\npython3 -c 'import boto3; print(\"boto3 is there\")'\naws sts get-caller-identity --query Arn --output text 2>&1\nnode -e 'console.log(\"node\", 1 + 1)'\necho the end\n";
    const without = await launch(
      '#!/bin/bash\necho "keys: ${AWS_ACCESS_KEY_ID-none} ${AWS_SECRET_ACCESS_KEY-none} ${AWS_SESSION_TOKEN-none}"\necho the end\n',
    );
    expect(await waitForConsoleText(createClient(), without, "the end")).to.contain("keys: none none none\n");
    await cloud.iam.createRole({
      RoleName: "writer",
      AssumeRolePolicyDocument: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    });
    await cloud.iam.createInstanceProfile({ InstanceProfileName: "writer" });
    await cloud.iam.addRoleToInstanceProfile({ InstanceProfileName: "writer", RoleName: "writer" });
    const withProfile = await launch(script, { IamInstanceProfile: { Name: "writer" } });
    expect(await waitForConsoleText(createClient(), withProfile, "the end"))
      .to.contain(`arn:aws:sts::000000000000:assumed-role/writer/${withProfile}\n`)
      .and.contain("Requirement already satisfied: boto3")
      .and.contain("node 2")
      .and.contain("boto3 is there");
    await createClient().terminateInstances({ InstanceIds: [without, withProfile] });
    await cloud.advance(5_000);
  });

  it("continue when the cloud restarts, and run their user data again", async () => {
    const id = await launch('#!/bin/bash\necho "boot pid $$"\nsleep 1000\n');
    const pid = findPid(await waitForConsoleText(createClient(), id, "boot pid "));
    await cloud.restart();
    await waitUntilGone(pid);
    await cloud.advance(1);
    const again = await waitForConsoleText(
      createClient(),
      id,
      `boot pid ${pid}\ncloud-init: the user data begins\nboot pid `,
    );
    expect(again.split("boot pid ")).to.have.length(3);
    await createClient().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(5_000);
  });

  it("reach a state a second after the latest request, even if the cloud restarts before that", async () => {
    const id = await launch();
    const readState = async () => (await getState(id))?.Name;
    const change = { InstanceIds: [id] };
    const enter = (command: StartInstancesCommand | StopInstancesCommand | TerminateInstancesCommand) =>
      // The border: each of them is a command of this client.
      createClient().send(command as StopInstancesCommand);
    await enter(new StopInstancesCommand(change));
    await cloud.advance(2);
    await enter(new StartInstancesCommand(change));
    await cloud.advance(0.5);
    await enter(new StopInstancesCommand(change));
    await cloud.advance(0.75);
    expect(await readState()).to.equal("stopping");
    await cloud.restart();
    expect(await readState()).to.equal("stopping");
    await cloud.advance(1);
    expect(await readState()).to.equal("stopped");
    await enter(new TerminateInstancesCommand(change));
    await cloud.restart();
    await cloud.advance(1);
    expect(await readState()).to.equal("terminated");
    await cloud.advance(3_599.5);
    expect(await readState()).to.equal("terminated");
    await cloud.advance(0.5);
    expect((await catchFault(getState(id))).name).to.equal("InvalidInstanceID.NotFound");
  });

  it("are pending for twenty seconds in a lagging cloud", async () => {
    await cloud.restart({ lag: true });
    const id = await launch();
    await cloud.advance(17);
    expect((await getState(id))?.Name).to.equal("pending");
    await cloud.advance(1);
    expect((await getState(id))?.Name).to.equal("running");
    await createClient().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(5_000);
  });

  it("run user data that was changed while they were stopped", async () => {
    const id = await launch("#!/bin/bash\necho one\n");
    await createClient().stopInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    await createClient().modifyInstanceAttribute({
      InstanceId: id,
      UserData: { Value: Buffer.from("#!/bin/bash\necho two\n") },
    });
    await createClient().startInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    await waitForConsoleText(createClient(), id, "two");
    await createClient().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(5_000);
  });
});
