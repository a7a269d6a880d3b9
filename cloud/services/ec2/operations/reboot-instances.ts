import { RebootInstances$, type RebootInstancesRequest } from "@aws-sdk/client-ec2";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { incorrectState } from "../faults";
import { texts } from "../fields";

const members = { InstanceIds: required(texts), DryRun: refused() } satisfies Members<RebootInstancesRequest>;

/** Ends what runs and boots again, in the same state. */
export const rebootInstances = operation(
  RebootInstances$,
  members,
  async (cloud, { InstanceIds: ids }): Promise<void> => {
    const asked = cloud.ec2.instances.named(ids);
    const wrong = asked.find(({ state }) => state !== "running");
    if (wrong !== undefined) throw incorrectState(wrong.id, "rebooted");
    for (const instance of asked) await cloud.ec2.instances.reboot(instance);
  },
);
