import { StopInstances$, type StopInstancesRequest, type StopInstancesResult } from "@aws-sdk/client-ec2";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { getState } from "./describe-instance";
import { createIncorrectStateFault } from "../model/faults";
import { flag, texts } from "../model/fields";

const members = {
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
export const stopInstances = operation(StopInstances$, members, (cloud, { InstanceIds: ids }): StopInstancesResult => {
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
});
