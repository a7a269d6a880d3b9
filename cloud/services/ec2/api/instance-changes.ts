import {
  StartInstances$,
  StopInstances$,
  RebootInstances$,
  TerminateInstances$,
  ModifyInstanceAttribute$,
  GetConsoleOutput$,
} from "@aws-sdk/client-ec2";
import type * as sdk from "@aws-sdk/client-ec2";
import { refused, required, type Members, optional, structure } from "../../../core/members";
import { operation } from "../../framework/operation";
import { getState } from "./describe-instances";
import {
  createIncorrectStateFault,
  createTerminationDisabledFault,
  createInvalidParameterFault,
  createMustBeStoppedFault,
} from "../model/faults";
import { texts, flag, text } from "../model/fields";
import { drawPublicAddress } from "../model/network";
import { blob } from "../../../core/rules";
import type { StoredInstance } from "../model/stored";
import { checkUserData } from "./run-instances";

const terminateMembers = {
  InstanceIds: required(texts),
  Force: optional(flag),
  SkipOsShutdown: optional(flag),
  DryRun: refused(),
} satisfies Members<sdk.TerminateInstancesRequest>;

const BY_USER = {
  code: "Client.UserInitiatedShutdown",
  message: "Client.UserInitiatedShutdown: User initiated shutdown",
};

/** Ends all processes of the instances, and removes their disks. If one instance is protected, none is terminated. */
export const terminateInstances = operation(
  TerminateInstances$,
  terminateMembers,
  (cloud, { InstanceIds: ids }): sdk.TerminateInstancesResult => {
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

const attributeMembers = {
  InstanceId: required(text),
  DisableApiTermination: optional(structure({ Value: optional(flag) })),
  InstanceType: optional(structure({ Value: optional(text) })),
  InstanceInitiatedShutdownBehavior: optional(structure({ Value: optional(text) })),
  UserData: optional(structure({ Value: optional(blob()) })),
  Groups: optional(texts),
  SourceDestCheck: refused(),
  EnclaveOptions: refused(),
  DisableApiStop: refused(),
  DryRun: refused(),
  Attribute: refused(),
  Value: refused(),
  BlockDeviceMappings: refused(),
  Kernel: refused(),
  Ramdisk: refused(),
  EbsOptimized: refused(),
  SriovNetSupport: refused(),
  EnaSupport: refused(),
} satisfies Members<sdk.ModifyInstanceAttributeRequest>;

/**
 * Changes an instance. Its type and its user data can only be changed while it is stopped.
 *
 * @remarks On AWS changed user data does not run by itself; here it runs at the next start.
 */
export const modifyInstanceAttribute = operation(
  ModifyInstanceAttribute$,
  attributeMembers,
  ({ ec2 }, request): void => {
    const { UserData: userData, InstanceType: type, Groups: groups, DisableApiTermination: protection } = request;
    for (const instance of ec2.instances.requireInstances([request.InstanceId])) {
      if ((userData !== undefined || type !== undefined) && instance.state !== "stopped")
        throw createMustBeStoppedFault(instance.id);
      const changes: Partial<StoredInstance> = {
        ...setIfDefined("onShutdown", parseShutdown(request.InstanceInitiatedShutdownBehavior?.Value)),
        ...setIfDefined("isProtected", protection?.Value),
        ...setIfDefined("type", type?.Value),
        ...setIfDefined(
          "groups",
          groups?.map((group) => ec2.groups.requireGroup(group).id),
        ),
        ...(userData === undefined ? {} : parseUserData(userData.Value)),
      };
      ec2.instances.save({ ...instance, ...changes });
    }
  },
);

const setIfDefined = <K extends keyof StoredInstance>(
  key: K,
  value: StoredInstance[K] | undefined,
): Partial<StoredInstance> => (value === undefined ? {} : { [key]: value });

function parseShutdown(requested: string | undefined): StoredInstance["onShutdown"] | undefined {
  if (requested === undefined || requested === "stop" || requested === "terminate") return requested;
  throw createInvalidParameterFault(`Value (${requested}) for parameter instanceInitiatedShutdownBehavior is invalid.`);
}

function parseUserData(bytes: Uint8Array | undefined): Pick<StoredInstance, "userData" | "runsUserData"> {
  const userData = checkUserData(bytes === undefined ? undefined : Buffer.from(bytes).toString("base64"));
  return { userData, runsUserData: userData !== undefined };
}

const outputMembers = {
  InstanceId: required(text),
  Latest: optional(flag),
  DryRun: refused(),
} satisfies Members<sdk.GetConsoleOutputRequest>;

/** The instance's console output, with that of its user data, in base64. @remarks On AWS the output is some minutes old; here it is current. */
export const getConsoleOutput = operation(
  GetConsoleOutput$,
  outputMembers,
  ({ ec2, now }, { InstanceId: id }): sdk.GetConsoleOutputResult => {
    ec2.instances.requireInstances([id]);
    return {
      InstanceId: id,
      Timestamp: new Date(now()),
      Output: ec2.instances.getMachine(id).console.read().toString("base64"),
    };
  },
);

const startInstancesMembers = {
  InstanceIds: required(texts),
  AdditionalInfo: refused(),
  DryRun: refused(),
} satisfies Members<sdk.StartInstancesRequest>;

/** Starts stopped instances. Enabled services start. User data runs again only if it was changed while the instance was stopped. */
export const startInstances = operation(
  StartInstances$,
  startInstancesMembers,
  (cloud, { InstanceIds: ids }): sdk.StartInstancesResult => {
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
} satisfies Members<sdk.StopInstancesRequest>;

/** Ends all processes of the instances; their disks stay. */
export const stopInstances = operation(
  StopInstances$,
  stopInstancesMembers,
  (cloud, { InstanceIds: ids }): sdk.StopInstancesResult => {
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

const members = { InstanceIds: required(texts), DryRun: refused() } satisfies Members<sdk.RebootInstancesRequest>;

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
