import { AttachRolePolicy$, type AttachRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { policyNotAttachable } from "../faults";
import { arn, roleName } from "../fields";

const members = { RoleName: required(roleName), PolicyArn: required(arn) } satisfies Members<AttachRolePolicyRequest>;

/** Attaching a policy twice is no error. @remarks Every name among AWS's own managed policies counts as existing. */
export const attachRolePolicy = operation(AttachRolePolicy$, members, (cloud, { RoleName, PolicyArn }): void => {
  const role = cloud.iam.named(RoleName);
  if (!PolicyArn.startsWith("arn:aws:iam::aws:policy/")) throw policyNotAttachable(PolicyArn);
  if (role.attached.includes(PolicyArn)) return;
  cloud.iam.save({ ...role, attached: [...role.attached, PolicyArn] });
});
