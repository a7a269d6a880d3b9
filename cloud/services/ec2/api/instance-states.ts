import {
  StartInstances$,
  type StartInstancesRequest,
  type StartInstancesResult,
  StopInstances$,
  type StopInstancesRequest,
  type StopInstancesResult,
  RebootInstances$,
  type RebootInstancesRequest,
} from "@aws-sdk/client-ec2";
import { refused, required, type Members, optional } from "../../../core/members";
import { operation } from "../../framework/operation";
import { getState } from "./describe-instance";
import { createIncorrectStateFault } from "../model/faults";
import { texts, flag } from "../model/fields";
import { drawPublicAddress } from "../model/network";

const startInstancesMembers = {
  InstanceIds: required(texts),
  AdditionalInfo: refused(),
  DryRun: refused(),
} satisfies Members<StartInstancesRequest>;

/** Starts stopped instances. Enabled services start. User data runs again only if it was changed while the instance was stopped. */
export const startInstances = operation(
  StartInstances$,
  startInstancesMembers,
  (cloud, { InstanceIds: ids }): StartInstancesResult => {
    const { instances } = cloud.ec2;
    const requested = instances.requireInstances(ids);
    const wrong = requested.find(({ state }) => state !== "stopped" && state !== "running" && state !== "pending");
    if (wrong !== undefined) throw createIncorrectStateFault(wrong.id, "started");
    return {
      StartingInstances: requested.map((before) => {
        const after =
          before.state === "stopped"
            ? instances.enter(before, {
                state: "pending",
                launchedAt: cloud.now(),
                reason: undefined,
                publicIp: drawPublicAddress(instances.random),
              })
            : before;
        return { InstanceId: before.id, PreviousState: getState(before), CurrentState: getState(after) };
      }),
    };
  },
);

const stopInstancesMembers = {
  InstanceIds: required(texts),
  Force: optional(flag),
  SkipOsShutdown: optional(flag),
  Hibernate: refused(),
  DryRun: refused(),
} satisfies Members<StopInstancesRequest>;

const BY_USER = {
  code: "Client.UserInitiatedShutdown",
  message: "Client.UserInitiatedShutdown: User initiated shutdown",
};

/** Ends all processes of the instances; their disks stay. */
export const stopInstances = operation(
  StopInstances$,
  stopInstancesMembers,
  (cloud, { InstanceIds: ids }): StopInstancesResult => {
    const { instances } = cloud.ec2;
    const requested = instances.requireInstances(ids);
    const wrong = requested.find(({ state }) => state === "terminated" || state === "shutting-down");
    if (wrong !== undefined) throw createIncorrectStateFault(wrong.id, "stopped");
    return {
      StoppingInstances: requested.map((before) => {
        const runs = before.state === "running" || before.state === "pending";
        const after = runs
          ? instances.enter(before, { state: "stopping", reason: BY_USER, publicIp: undefined })
          : before;
        return { InstanceId: before.id, PreviousState: getState(before), CurrentState: getState(after) };
      }),
    };
  },
);

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
