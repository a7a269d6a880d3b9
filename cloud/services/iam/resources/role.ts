import {
  document,
  listOf,
  maybe,
  needed,
  record,
  refusedProperty,
  text,
  whole,
} from "../../cloudformation/properties/shape";
import { tagChanges, tagList } from "../../cloudformation/properties/tags";
import { resourceType, type Ground } from "../../cloudformation/resource-type";
import { sameJson, type JsonObject } from "../../cloudformation/template/json";
import { iam } from "../index";
import { attachRolePolicy } from "../operations/attach-role-policy";
import { createRole } from "../operations/create-role";
import { deleteRole } from "../operations/delete-role";
import { deleteRolePolicy } from "../operations/delete-role-policy";
import { detachRolePolicy } from "../operations/detach-role-policy";
import { putRolePolicy } from "../operations/put-role-policy";
import { tagRole } from "../operations/tag-role";
import { untagRole } from "../operations/untag-role";
import { updateAssumeRolePolicy } from "../operations/update-assume-role-policy";
import { updateRole } from "../operations/update-role";

const USUAL_SECONDS = 3600;

interface Policies {
  readonly inline: readonly { readonly PolicyName: string; readonly PolicyDocument: JsonObject }[];
  readonly managed: readonly string[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const role = resourceType({
  type: "AWS::IAM::Role",
  properties: {
    AssumeRolePolicyDocument: needed(document()),
    Description: maybe(text()),
    ManagedPolicyArns: maybe(listOf(text())),
    MaxSessionDuration: maybe(whole()),
    Path: maybe(text()),
    Policies: maybe(listOf(record({ PolicyName: needed(text()), PolicyDocument: needed(document()) }))),
    RoleName: maybe(text()),
    Tags: maybe(tagList()),
    PermissionsBoundary: refusedProperty(),
  },
  replacement: ["Path", "RoleName"],
  named: "RoleName",
  capability: "CAPABILITY_IAM",
  attributes: ["Arn", "RoleId"],
  async create(ground, properties) {
    const {
      RoleName = ground.generatedName,
      AssumeRolePolicyDocument,
      Description,
      MaxSessionDuration = USUAL_SECONDS,
      Path = "/",
      Tags = [],
    } = properties;
    const described = Description === undefined ? {} : { Description };
    await ground.call(iam, createRole, {
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument),
      MaxSessionDuration,
      Path,
      Tags,
      ...described,
    });
    ground.made(RoleName);
    await setPolicies(ground, RoleName, { from: { inline: [], managed: [] }, to: policiesOf(properties) });
    return RoleName;
  },
  async update(ground, { id: RoleName, properties: before }, wanted) {
    if (!sameJson(before.AssumeRolePolicyDocument, wanted.AssumeRolePolicyDocument)) {
      await ground.call(iam, updateAssumeRolePolicy, {
        RoleName,
        PolicyDocument: JSON.stringify(wanted.AssumeRolePolicyDocument),
      });
    }
    await ground.call(iam, updateRole, {
      RoleName,
      Description: wanted.Description ?? "",
      MaxSessionDuration: wanted.MaxSessionDuration ?? USUAL_SECONDS,
    });
    await setPolicies(ground, RoleName, { from: policiesOf(before), to: policiesOf(wanted) });
    const { set, gone } = tagChanges(before.Tags ?? [], wanted.Tags ?? []);
    if (set.length > 0) await ground.call(iam, tagRole, { RoleName, Tags: set });
    if (gone.length > 0) await ground.call(iam, untagRole, { RoleName, TagKeys: gone });
  },
  async remove(ground, { id: RoleName, properties }) {
    const there = ground.lab.iam.find(RoleName);
    const { inline, managed } = policiesOf(properties);
    const from = {
      inline: inline.filter(({ PolicyName }) => there !== undefined && Object.hasOwn(there.inline, PolicyName)),
      managed: managed.filter((arn) => there?.attached.includes(arn)),
    };
    await setPolicies(ground, RoleName, { from, to: { inline: [], managed: [] } });
    await ground.call(iam, deleteRole, { RoleName });
  },
  describe({ lab }, { id }) {
    const { arn, id: roleId } = lab.iam.named(id);
    return { Arn: arn, RoleId: roleId };
  },
});

const policiesOf = ({
  Policies = [],
  ManagedPolicyArns = [],
}: {
  readonly Policies?: Policies["inline"];
  readonly ManagedPolicyArns?: readonly string[];
}): Policies => ({ inline: Policies, managed: ManagedPolicyArns });

async function setPolicies(
  ground: Ground,
  RoleName: string,
  { from, to }: { readonly from: Policies; readonly to: Policies },
): Promise<void> {
  const isIn = (policies: Policies, name: string): boolean =>
    policies.inline.some(({ PolicyName }) => PolicyName === name);
  for (const { PolicyName } of from.inline)
    if (!isIn(to, PolicyName)) await ground.call(iam, deleteRolePolicy, { RoleName, PolicyName });
  for (const { PolicyName, PolicyDocument } of to.inline)
    await ground.call(iam, putRolePolicy, { RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) });
  for (const PolicyArn of from.managed)
    if (!to.managed.includes(PolicyArn)) await ground.call(iam, detachRolePolicy, { RoleName, PolicyArn });
  for (const PolicyArn of to.managed)
    if (!from.managed.includes(PolicyArn)) await ground.call(iam, attachRolePolicy, { RoleName, PolicyArn });
}
