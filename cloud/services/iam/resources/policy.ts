import {
  document,
  createListShape,
  needed,
  createRefusedField,
  createTextShape,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { findInlinePolicy } from "../model/role";
import { iam } from "../service";
import { deleteRolePolicy, putRolePolicy } from "../api/role-policies";

/** An inline policy of roles. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const policy = defineResourceType({
  type: "AWS::IAM::Policy",
  properties: {
    PolicyName: needed(createTextShape()),
    PolicyDocument: needed(document()),
    Roles: needed(createListShape(createTextShape())),
    Groups: createRefusedField(),
    Users: createRefusedField(),
  },
  replacement: ["PolicyName"],
  capability: "CAPABILITY_IAM",
  attributes: ["Id"],
  async create(context, properties) {
    context.noteCreated(context.generatedName);
    await write(context, properties);
    return context.generatedName;
  },
  async update(context, { properties: before }, desired) {
    await erase(context, {
      PolicyName: before.PolicyName,
      Roles: before.Roles.filter((role) => !desired.Roles.includes(role)),
    });
    await write(context, desired);
  },
  remove: (context, { properties }) => erase(context, properties),
  describe: (_ground, { id }) => ({ Id: id }),
});

async function write(
  context: ResourceContext,
  {
    PolicyName,
    PolicyDocument,
    Roles,
  }: { readonly PolicyName: string; readonly PolicyDocument: object; readonly Roles: readonly string[] },
): Promise<void> {
  for (const RoleName of Roles)
    await context.call(iam, putRolePolicy, { RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) });
}

async function erase(
  context: ResourceContext,
  { PolicyName, Roles }: { readonly PolicyName: string; readonly Roles: readonly string[] },
): Promise<void> {
  for (const RoleName of Roles) {
    const role = context.cloud.iam.find(RoleName);
    if (role !== undefined && findInlinePolicy(role, PolicyName) !== undefined)
      await context.call(iam, deleteRolePolicy, { RoleName, PolicyName });
  }
}
