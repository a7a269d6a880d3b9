import * as sdk from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { skipIf } from "../../../testing/skip";
import { createTemporaryFolder } from "../../../testing/temporary-folder";
import { waitUntil, isThere } from "../../../testing/until";
import type { Command } from "../../../../foundation/processes/command";
import { useCloud } from "../../../testing/use-cloud";
import { waitForConsoleText } from "../testing/wait-for-console-text";

const RUNS_ON = "exec tail -f /dev/null";
const IMAGE = "ami-0abcdef1234567890";

/** Instances whose programs the cloud does not start as they are: the test looks at their commands, and says what runs instead. */
describe("an EC2 instance's machine", function () {
  before(function () {
    skipIf(this, process.platform === "win32" ? "user data is a shell script" : undefined);
  });
  const commands: Command[] = [];
  /** A shell's script that runs in place of each instance: at first it waits until it is ended. */
  let script: string;
  beforeEach(() => {
    commands.length = 0;
    script = RUNS_ON;
  });
  const cloud = useCloud({
    iam: "on",
    python: "/opt/somewhere/bin/python3",
    confine({ cwd, env, ...command }) {
      commands.push({ ...command, cwd, env });
      return { argv: ["/bin/bash", "-c", script], cwd, env };
    },
  });
  const createClient = (): sdk.EC2 => cloud.createClient(sdk.EC2);
  const toBase64 = (text: string): string => Buffer.from(text).toString("base64");
  const launch = async (input: Partial<sdk.RunInstancesCommandInput> = {}): Promise<sdk.Instance> => {
    const { Instances: [instance = {}] = [] } = await createClient().runInstances({
      ImageId: IMAGE,
      MinCount: 1,
      MaxCount: 1,
      ...input,
    });
    await cloud.advance(2);
    return instance;
  };
  const getState = async (id: string) =>
    (await createClient().describeInstances({ InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0]?.State?.Name;
  const getLastCommand = (): Command => commands.at(-1) ?? { argv: [], cwd: "", env: {}, writable: [], readable: [] };
  const enter = async (command: sdk.StopInstancesCommand | sdk.StartInstancesCommand): Promise<void> => {
    // The border: each of them is a command of this client.
    await createClient().send(command as sdk.StopInstancesCommand);
    await cloud.advance(2);
  };

  it("has its type's memory, and the instance's metadata in its environment", async () => {
    for (const [InstanceType, memoryMiB] of [
      ["t3.nano", 512],
      ["t3.micro", 1024],
      ["t3.small", 2048],
      ["t3.medium", 4096],
      ["t3.large", 8192],
      ["t3.xlarge", 16_384],
      ["t3.2xlarge", undefined],
    ] as const) {
      script = "exit 0";
      await launch({ InstanceType });
      expect(getLastCommand().memoryMiB, InstanceType).to.equal(memoryMiB);
    }
    script = RUNS_ON;
    const found = await launch({ InstanceType: "t2.micro", Placement: { AvailabilityZone: "us-east-1b" } });
    const { argv, cwd: disk, env, writable, readable } = getLastCommand();
    const folder = dirname(disk);
    const boot = join(folder, "boot");
    expect(basename(folder)).to.equal(found.InstanceId);
    expect([argv, writable]).to.deep.equal([["/bin/bash", join(boot, "bin", "boot")], [disk]]);
    const modules = env["LAB_NODE_MODULES"] ?? "";
    expect(existsSync(join(modules, "@aws-sdk"))).to.equal(true);
    expect(readable).to.deep.equal([boot, "/opt/somewhere", dirname(process.execPath), modules]);
    const { Reservations } = await createClient().describeInstances({ InstanceIds: [found.InstanceId ?? ""] });
    const { PublicIpAddress = "", PrivateIpAddress = "" } = Reservations?.[0]?.Instances?.[0] ?? {};
    const { LAB_CLOUD_PROCESS: _mark, LAB_CURL: _curl, LAB_NODE_MODULES: _modules, ...others } = env;
    expect(others).to.deep.equal({
      ...{ AWS_ENDPOINT_URL: cloud.running.endpoint, AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1" },
      ...{ AWS_EC2_METADATA_DISABLED: "true", RANDOM_USER_API: `${cloud.running.endpoint}/_lab/random-user/api/` },
      ...{ LAB_DISK: disk, LAB_USER_DATA: join(boot, "user-data"), LAB_INTERPRETER: "" },
      ...{ LAB_PYTHON: "/opt/somewhere/bin/python3", LAB_AWS: "/opt/somewhere/bin/aws", LAB_NODE: process.execPath },
      ...{
        LAB_INSTANCE_ID: found.InstanceId,
        LAB_INSTANCE_TYPE: "t2.micro",
        LAB_IMAGE_ID: IMAGE,
        LAB_ZONE: "us-east-1b",
      },
      ...{ LAB_PRIVATE_IP: PrivateIpAddress, LAB_PUBLIC_IP: PublicIpAddress },
      PATH: [join(boot, "bin"), join(disk, "usr/local/bin"), "/opt/somewhere/bin", "/usr/local/bin:/usr/bin:/bin"].join(
        ":",
      ),
      ...{ HOME: join(disk, "root"), TMPDIR: join(disk, "tmp"), LANG: "C.UTF-8" },
      ...{ PYTHONUNBUFFERED: "1", PYTHONDONTWRITEBYTECODE: "1", NODE_NO_WARNINGS: "1" },
    });
  });

  it("runs the first curl on this machine's path that is a program", async () => {
    const path = process.env["PATH"];
    const data = createTemporaryFolder();
    const [none, file, program] = ["none", "file", "program"].map((name) => join(data, name));
    for (const folder of [file, program]) mkdirSync(folder ?? "");
    writeFileSync(join(file ?? "", "curl"), "", { mode: 0o644 });
    writeFileSync(join(program ?? "", "curl"), "", { mode: 0o755 });
    try {
      script = "exit 0";
      process.env["PATH"] = [none, file, program].join(delimiter);
      await launch();
      expect(getLastCommand().env["LAB_CURL"]).to.equal(join(program ?? "", "curl"));
      process.env["PATH"] = [none, file].join(delimiter);
      await launch();
      expect(getLastCommand().env["LAB_CURL"]).to.equal("curl");
    } finally {
      process.env["PATH"] = path;
    }
  });

  it("runs user data at the first start, and changed user data at the next, with the program in its first line", async () => {
    const { InstanceId: id = "" } = await launch({
      UserData: toBase64("#!/bin/bash -x\ncat /home/ec2-user/a /home/b\n"),
    });
    const { cwd: disk, env } = getLastCommand();
    const boot = join(dirname(disk), "boot");
    expect(env["LAB_INTERPRETER"]).to.equal("bash");
    expect(readFileSync(join(boot, "user-data"), "utf8")).to.equal(
      `#!/bin/bash -x\ncat ${disk}/home/ec2-user/a /home/b\n`,
    );
    const runInterpreter = async (UserData: string): Promise<string | undefined> => {
      await enter(new sdk.StopInstancesCommand({ InstanceIds: [id] }));
      await createClient().modifyInstanceAttribute({ InstanceId: id, UserData: { Value: Buffer.from(UserData) } });
      await enter(new sdk.StartInstancesCommand({ InstanceIds: [id] }));
      return getLastCommand().env["LAB_INTERPRETER"];
    };
    expect(await runInterpreter("#!/usr/bin/env python3\nprint(1)\n")).to.equal("python3");
    expect(await runInterpreter("#! /usr/local/bin/node\n")).to.equal("node");
    expect(await runInterpreter("#!/usr/bin/env\n")).to.equal("");
    expect(await runInterpreter("#!\necho one\n")).to.equal("");
    await enter(new sdk.StopInstancesCommand({ InstanceIds: [id] }));
    await enter(new sdk.StartInstancesCommand({ InstanceIds: [id] }));
    expect(getLastCommand().env["LAB_INTERPRETER"], "user data that ran already").to.equal("");
    expect(existsSync(join(boot, "user-data"))).to.equal(true);
    expect(await runInterpreter("")).to.equal("");
    expect(existsSync(join(boot, "user-data")), "user data of before").to.equal(false);
    const programs = readdirSync(join(boot, "bin"));
    expect(programs).to.include.members(["boot", "yum", "pip3", "curl", "systemctl"]);
    for (const name of programs) {
      expect(statSync(join(boot, "bin", name)).mode & 0o777, name).to.equal(0o755);
      expect(readFileSync(join(boot, "bin", name), "utf8"), name).to.match(/^#!\/bin\/bash\n/);
    }
  });

  it("keeps its disk while stopped, keeps its output until forgotten, and reboots unchanged", async () => {
    script = "echo out; echo wrong >&2; exec tail -f /dev/null";
    const { InstanceId: id = "" } = await launch({ UserData: toBase64("#!/bin/bash\n") });
    const disk = getLastCommand().cwd;
    const folder = dirname(disk);
    await waitForConsoleText(createClient(), id, "out\n");
    await waitForConsoleText(createClient(), id, "wrong\n");
    expect(readdirSync(disk)).to.have.members(["etc", "home", "opt", "root", "srv", "tmp", "usr", "var"]);
    // The disk is the instance's own: what it removes stays away.
    rmSync(join(disk, "srv"), { recursive: true });
    writeFileSync(join(disk, "root", "kept"), "kept");
    script = 'echo "again, pid $$"; exec tail -f /dev/null';
    await createClient().rebootInstances({ InstanceIds: [id] });
    const output = await waitForConsoleText(createClient(), id, "again, pid ");
    const pid = Number(/again, pid (\d+)/.exec(output)?.[1]);
    await cloud.advance(2);
    expect(isThere(pid), "a process of a running instance").to.equal(true);
    expect(await getState(id), "after a reboot").to.equal("running");
    expect(commands.map(({ env }) => env["LAB_INTERPRETER"])).to.deep.equal(["bash", ""]);
    await enter(new sdk.StopInstancesCommand({ InstanceIds: [id] }));
    expect(await getState(id)).to.equal("stopped");
    expect(isThere(pid), "a process of a stopped instance").to.equal(false);
    await enter(new sdk.StartInstancesCommand({ InstanceIds: [id] }));
    expect(readdirSync(disk)).to.not.include("srv");
    expect(readFileSync(join(disk, "root", "kept"), "utf8")).to.equal("kept");
    await createClient().terminateInstances({ InstanceIds: [id] });
    await cloud.advance(2);
    expect(existsSync(disk), "the disk of a terminated instance").to.equal(false);
    const { Output = "" } = await createClient().getConsoleOutput({ InstanceId: id });
    expect(Buffer.from(Output, "base64").toString()).to.contain("again, pid ");
    await cloud.advance(3_600);
    expect(existsSync(folder), "the folder of a forgotten instance").to.equal(false);
  });

  it("stops or terminates when it shuts itself down, and reports why it couldn't start", async () => {
    const waitUntilSettled = (id: string, expected: string): Promise<void> =>
      waitUntil(async () => {
        await cloud.advance(1);
        return (await getState(id)) === expected;
      });
    script = "exit 0";
    for (const [InstanceInitiatedShutdownBehavior, state, code] of [
      ["stop", "stopped", 80],
      ["terminate", "terminated", 48],
    ] as const) {
      const { InstanceId: id = "" } = await launch({ InstanceInitiatedShutdownBehavior });
      await waitUntilSettled(id, state);
      const { Reservations } = await createClient().describeInstances({ InstanceIds: [id] });
      const found = Reservations?.[0]?.Instances?.[0];
      expect(found).to.deep.include({
        State: { Code: code, Name: state },
        PublicDnsName: "",
        StateTransitionReason: "Client.InstanceInitiatedShutdown: Instance initiated shutdown",
        StateReason: {
          Code: "Client.InstanceInitiatedShutdown",
          Message: "Client.InstanceInitiatedShutdown: Instance initiated shutdown",
        },
      });
      expect(found).to.not.have.property("PublicIpAddress");
    }
  });

  it("has the credentials of its profile's role, if EC2 may assume it", async () => {
    const trust = (Service: string): string =>
      JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }] });
    const createProfile = (InstanceProfileName: string) => cloud.iam.createInstanceProfile({ InstanceProfileName });
    script = "exit 0";
    for (const [name, service] of [
      ["trusted", "ec2.amazonaws.com"],
      ["others", "lambda.amazonaws.com"],
    ] as const) {
      await cloud.iam.createRole({ RoleName: name, AssumeRolePolicyDocument: trust(service) });
      await createProfile(name);
      await cloud.iam.addRoleToInstanceProfile({ InstanceProfileName: name, RoleName: name });
    }
    const { InstanceProfile: empty } = await createProfile("empty");
    const readUserData = async (IamInstanceProfile?: sdk.IamInstanceProfileSpecification): Promise<string[]> => {
      await launch({ IamInstanceProfile });
      return Object.keys(getLastCommand().env).filter((name) => /KEY|TOKEN/.test(name));
    };
    expect(await readUserData({ Name: "trusted" })).to.deep.equal([
      ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
    ]);
    expect(await readUserData({ Name: "others" })).to.deep.equal([]);
    expect(await readUserData({ Arn: empty?.Arn })).to.deep.equal([]);
    expect(await readUserData()).to.deep.equal([]);
  });
});
