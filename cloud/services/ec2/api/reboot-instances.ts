import { RebootInstances$, type RebootInstancesRequest } from "@aws-sdk/client-ec2";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createIncorrectStateFault } from "../model/faults";
import { texts } from "../model/fields";

const members = { InstanceIds: required(texts), DryRun: refused() } satisfies Members<RebootInstancesRequest>;

/** Stops all processes of the instances and boots them again; their state stays running. */
export const rebootInstances = operation(
  RebootInstances$,
  members,
  async (cloud, { InstanceIds: ids }): Promise<void> => {
    const instances = cloud.ec2.instances.requireInstances(ids);
    const wrong = instances.find(({ state }) => state !== "running");
    if (wrong !== undefined) throw createIncorrectStateFault(wrong.id, "rebooted");
    for (const instance of instances) await cloud.ec2.instances.reboot(instance);
  },
);
