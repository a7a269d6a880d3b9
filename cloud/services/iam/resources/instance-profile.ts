import { listOf, maybe, needed, text } from "../../cloudformation/properties/shape";
import { resourceType, type Ground } from "../../cloudformation/resource-type";
import { iam } from "../index";
import { addRoleToInstanceProfile } from "../operations/add-role-to-instance-profile";
import { createInstanceProfile } from "../operations/create-instance-profile";
import { deleteInstanceProfile } from "../operations/delete-instance-profile";
import { removeRoleFromInstanceProfile } from "../operations/remove-role-from-instance-profile";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html */
export const instanceProfile = resourceType({
  type: "AWS::IAM::InstanceProfile",
  properties: { InstanceProfileName: maybe(text()), Path: maybe(text()), Roles: needed(listOf(text())) },
  replacement: ["InstanceProfileName", "Path"],
  named: "InstanceProfileName",
  capability: "CAPABILITY_IAM",
  longestName: 128,
  attributes: ["Arn"],
  async create(ground, { InstanceProfileName = ground.generatedName, Path = "/", Roles }) {
    await ground.call(iam, createInstanceProfile, { InstanceProfileName, Path });
    ground.made(InstanceProfileName);
    await setRoles(ground, InstanceProfileName, Roles);
    return InstanceProfileName;
  },
  update: (ground, { id }, { Roles }) => setRoles(ground, id, Roles),
  async remove(ground, { id: InstanceProfileName }) {
    await setRoles(ground, InstanceProfileName, []);
    await ground.call(iam, deleteInstanceProfile, { InstanceProfileName });
  },
  describe: ({ lab }, { id }) => ({ Arn: lab.iam.profiles.named(id).arn }),
});

async function setRoles(ground: Ground, InstanceProfileName: string, roles: readonly string[]): Promise<void> {
  const there = ground.lab.iam.profiles.find(InstanceProfileName)?.role;
  if (there !== undefined && !roles.includes(there))
    await ground.call(iam, removeRoleFromInstanceProfile, { InstanceProfileName, RoleName: there });
  for (const RoleName of roles)
    if (RoleName !== there) await ground.call(iam, addRoleToInstanceProfile, { InstanceProfileName, RoleName });
}
