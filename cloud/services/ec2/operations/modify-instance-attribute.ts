import { ModifyInstanceAttribute$, type ModifyInstanceAttributeRequest } from "@aws-sdk/client-ec2";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { blob } from "../../../core/rules";
import { operation } from "../../operation";
import { invalidParameter, mustBeStopped } from "../faults";
import { flag, text, texts } from "../fields";
import type { StoredInstance } from "../stored";
import { checkedUserData } from "../user-data";

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
  for (const instance of ec2.instances.named([request.InstanceId])) {
    if ((userData !== undefined || type !== undefined) && instance.state !== "stopped")
      throw mustBeStopped(instance.id);
    const changes: Partial<StoredInstance> = {
      ...given("onShutdown", shutdownOf(request.InstanceInitiatedShutdownBehavior?.Value)),
      ...given("isProtected", protection?.Value),
      ...given("type", type?.Value),
      ...given(
        "groups",
        groups?.map((one) => ec2.groups.named(one).id),
      ),
      ...(userData === undefined ? {} : userDataOf(userData.Value)),
    };
    ec2.instances.save({ ...instance, ...changes });
  }
});

const given = <K extends keyof StoredInstance>(key: K, value: StoredInstance[K] | undefined): Partial<StoredInstance> =>
  value === undefined ? {} : { [key]: value };

function shutdownOf(asked: string | undefined): StoredInstance["onShutdown"] | undefined {
  if (asked === undefined || asked === "stop" || asked === "terminate") return asked;
  throw invalidParameter(`Value (${asked}) for parameter instanceInitiatedShutdownBehavior is invalid.`);
}

function userDataOf(bytes: Uint8Array | undefined): Pick<StoredInstance, "userData" | "runsUserData"> {
  const userData = checkedUserData(bytes === undefined ? undefined : Buffer.from(bytes).toString("base64"));
  return { userData, runsUserData: userData !== undefined };
}
