import { AttachRolePolicy$, type AttachRolePolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { keptOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { notAnArn, policyNotAttachable } from "../faults";
import { arn, roleName } from "../fields";
import { isOfAws } from "../policies";

const members = { RoleName: required(roleName), PolicyArn: required(arn) } satisfies Members<AttachRolePolicyRequest>;

/** Attaching a policy twice is no error. @remarks Every name among AWS's own managed policies counts as existing. */
export const attachRolePolicy = keptOnly(
  "IAM: what a policy allows",
  operation(AttachRolePolicy$, members, (cloud, { RoleName, PolicyArn }): void => {
    if (!PolicyArn.startsWith("arn:")) throw notAnArn();
    const role = cloud.iam.named(RoleName);
    if (!isOfAws(PolicyArn) && cloud.iam.policies.find(PolicyArn) === undefined) throw policyNotAttachable(PolicyArn);
    if (role.attached.includes(PolicyArn)) return;
    cloud.iam.save({ ...role, attached: [...role.attached, PolicyArn] });
  }),
);
