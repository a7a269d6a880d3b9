import { createListShape, maybe, needed, createTextShape } from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { iam } from "../service";
import {
  addRoleToInstanceProfile,
  removeRoleFromInstanceProfile,
  createInstanceProfile,
  deleteInstanceProfile,
} from "../api/instance-profiles";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html */
export const instanceProfile = defineResourceType({
  type: "AWS::IAM::InstanceProfile",
  properties: {
    InstanceProfileName: maybe(createTextShape()),
    Path: maybe(createTextShape()),
    Roles: needed(createListShape(createTextShape())),
  },
  replacement: ["InstanceProfileName", "Path"],
  named: "InstanceProfileName",
  capability: "CAPABILITY_IAM",
  maxNameLength: 128,
  attributes: ["Arn"],
  async create(context, { InstanceProfileName = context.generatedName, Path = "/", Roles }) {
    await context.call(iam, createInstanceProfile, { InstanceProfileName, Path });
    context.noteCreated(InstanceProfileName);
    await setRoles(context, InstanceProfileName, Roles);
    return InstanceProfileName;
  },
  settle: ({ cloud }, { id }) => Promise.resolve(cloud.iam.profiles.isSeen(cloud.iam.profiles.requireNamed(id))),
  update: (context, { id }, { Roles }) => setRoles(context, id, Roles),
  async remove(context, { id: InstanceProfileName }) {
    await setRoles(context, InstanceProfileName, []);
    await context.call(iam, deleteInstanceProfile, { InstanceProfileName });
  },
  describe: ({ cloud }, { id }) => ({ Arn: cloud.iam.profiles.requireNamed(id).arn }),
});

async function setRoles(
  context: ResourceContext,
  InstanceProfileName: string,
  roles: readonly string[],
): Promise<void> {
  const there = context.cloud.iam.profiles.find(InstanceProfileName)?.role;
  if (there !== undefined && !roles.includes(there))
    await context.call(iam, removeRoleFromInstanceProfile, { InstanceProfileName, RoleName: there });
  for (const RoleName of roles)
    if (RoleName !== there) await context.call(iam, addRoleToInstanceProfile, { InstanceProfileName, RoleName });
}
