import { StartInstances$, type StartInstancesRequest, type StartInstancesResult } from "@aws-sdk/client-ec2";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { stateOf } from "../describe-instance";
import { incorrectState } from "../faults";
import { texts } from "../fields";
import { publicAddress } from "../network";

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
    const asked = instances.named(ids);
    const wrong = asked.find(({ state }) => state !== "stopped" && state !== "running" && state !== "pending");
    if (wrong !== undefined) throw incorrectState(wrong.id, "started");
    return {
      StartingInstances: asked.map((before) => {
        const after =
          before.state === "stopped"
            ? instances.enter(before, {
                state: "pending",
                launchedAt: cloud.now(),
                reason: undefined,
                publicIp: publicAddress(instances.random),
              })
            : before;
        return { InstanceId: before.id, PreviousState: stateOf(before), CurrentState: stateOf(after) };
      }),
    };
  },
);
