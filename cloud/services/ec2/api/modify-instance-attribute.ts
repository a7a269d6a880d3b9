import { ModifyInstanceAttribute$, type ModifyInstanceAttributeRequest } from "@aws-sdk/client-ec2";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { blob } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createInvalidParameterFault, createMustBeStoppedFault } from "../model/faults";
import { flag, text, texts } from "../model/fields";
import type { StoredInstance } from "../model/stored";
import { checkUserData } from "./user-data";

const members = {
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
} satisfies Members<ModifyInstanceAttributeRequest>;

/**
 * Changes an instance. Its type and its user data can only be changed while it is stopped.
 *
 * @remarks On AWS changed user data does not run by itself; here it runs at the next start.
 */
export const modifyInstanceAttribute = operation(ModifyInstanceAttribute$, members, ({ ec2 }, request): void => {
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
});

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
