import { StartInstances$, type StartInstancesRequest, type StartInstancesResult } from "@aws-sdk/client-ec2";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { getState } from "./describe-instance";
import { createIncorrectStateFault } from "../model/faults";
import { texts } from "../model/fields";
import { drawPublicAddress } from "../model/network";

const members = {
  InstanceIds: required(texts),
  AdditionalInfo: refused(),
  DryRun: refused(),
} satisfies Members<StartInstancesRequest>;

/** Starts stopped instances. Enabled services start. User data runs again only if it was changed while the instance was stopped. */
export const startInstances = operation(
  StartInstances$,
  members,
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
