import { document, listOf, needed, refusedProperty, text } from "../../cloudformation/properties/shape";
import { resourceType, type Ground } from "../../cloudformation/resource-type";
import { inlinePolicy } from "../role";
import { iam } from "../index";
import { deleteRolePolicy } from "../operations/delete-role-policy";
import { putRolePolicy } from "../operations/put-role-policy";

/** A policy written into roles. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const policy = resourceType({
  type: "AWS::IAM::Policy",
  properties: {
    PolicyName: needed(text()),
    PolicyDocument: needed(document()),
    Roles: needed(listOf(text())),
    Groups: refusedProperty(),
    Users: refusedProperty(),
  },
  replacement: ["PolicyName"],
  capability: "CAPABILITY_IAM",
  attributes: ["Id"],
  async create(ground, properties) {
    ground.made(ground.generatedName);
    await write(ground, properties);
    return ground.generatedName;
  },
  async update(ground, { properties: before }, wanted) {
    await erase(ground, {
      PolicyName: before.PolicyName,
      Roles: before.Roles.filter((one) => !wanted.Roles.includes(one)),
    });
    await write(ground, wanted);
  },
  remove: (ground, { properties }) => erase(ground, properties),
  describe: (_ground, { id }) => ({ Id: id }),
});

async function write(
  ground: Ground,
  {
    PolicyName,
    PolicyDocument,
    Roles,
  }: { readonly PolicyName: string; readonly PolicyDocument: object; readonly Roles: readonly string[] },
): Promise<void> {
  for (const RoleName of Roles)
    await ground.call(iam, putRolePolicy, { RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) });
}

async function erase(
  ground: Ground,
  { PolicyName, Roles }: { readonly PolicyName: string; readonly Roles: readonly string[] },
): Promise<void> {
  for (const RoleName of Roles) {
    const role = ground.lab.iam.find(RoleName);
    if (role !== undefined && inlinePolicy(role, PolicyName) !== undefined)
      await ground.call(iam, deleteRolePolicy, { RoleName, PolicyName });
  }
}
