import {
  TerminateInstances$,
  type TerminateInstancesRequest,
  type TerminateInstancesResult,
} from "@aws-sdk/client-ec2";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { getState } from "./describe-instance";
import { createTerminationDisabledFault } from "../model/faults";
import { flag, texts } from "../model/fields";

const members = {
  InstanceIds: required(texts),
  Force: optional(flag),
  SkipOsShutdown: optional(flag),
  DryRun: refused(),
} satisfies Members<TerminateInstancesRequest>;

const BY_USER = {
  code: "Client.UserInitiatedShutdown",
  message: "Client.UserInitiatedShutdown: User initiated shutdown",
};

/** Ends all processes of the instances, and removes their disks. If one instance is protected, none is terminated. */
export const terminateInstances = operation(
  TerminateInstances$,
  members,
  (cloud, { InstanceIds: ids }): TerminateInstancesResult => {
    const { instances } = cloud.ec2;
    const requested = instances.requireInstances(ids);
    const held = requested.find(({ isProtected, state }) => isProtected && state !== "terminated");
    if (held !== undefined) throw createTerminationDisabledFault(held.id);
    return {
      TerminatingInstances: requested.map((before) => {
        const isGoing = before.state === "terminated" || before.state === "shutting-down";
        const after = isGoing
          ? before
          : instances.enter(before, { state: "shutting-down", reason: BY_USER, publicIp: undefined });
        return { InstanceId: before.id, PreviousState: getState(before), CurrentState: getState(after) };
      }),
    };
  },
);
