import * as sdk from "@aws-sdk/client-ec2";
import { skipIf } from "../../../testing/skip";
import { useCloud } from "../../../testing/use-cloud";

export const OWNER = "000000000000";
export const VPC = "vpc-01ab0c10dd0d0efa1";
/** The id of the default security group. */
export const DEFAULT = "sg-01ab0c10dd0d0efa1";
export const IMAGE = "ami-0abcdef1234567890";

export const getId = (instance: sdk.Instance | undefined): string => instance?.InstanceId ?? "";

/** A cloud for the tests of a suite, whose instances run nothing: what happens in them is tested in machine.test.ts. */
export function useInstances() {
  before(function () {
    skipIf(this, process.platform === "win32" ? "instances are shells" : undefined);
  });
  const cloud = useCloud({
    confine: ({ cwd, env }) => ({ argv: ["/bin/bash", "-c", "exec tail -f /dev/null"], cwd, env }),
  });
  const createClient = (): sdk.EC2 => cloud.createClient(sdk.EC2);
  const run = async (input: Partial<sdk.RunInstancesCommandInput> = {}): Promise<sdk.Instance[]> =>
    (await createClient().runInstances({ ImageId: IMAGE, MinCount: 1, MaxCount: 1, ...input })).Instances ?? [];
  const listAll = async (input: sdk.DescribeInstancesCommandInput = {}): Promise<sdk.Instance[]> =>
    ((await createClient().describeInstances(input)).Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
  const readInstance = async (id: string): Promise<sdk.Instance> => (await listAll({ InstanceIds: [id] }))[0] ?? {};
  return { cloud, createClient, run, listAll, readInstance };
}
