import {
  document,
  createListShape,
  maybe,
  needed,
  record,
  createRefusedField,
  createTextShape,
  createWholeChange,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { isSameJson, type JsonObject } from "../../cloudformation/model/properties/json";
import { iam } from "../service";
import { attachRolePolicy, deleteRolePolicy, detachRolePolicy, putRolePolicy } from "../api/role-policies";
import { createRole, deleteRole, updateRole, updateAssumeRolePolicy } from "../api/roles";
import { tagRole, untagRole } from "../api/tags";
import { tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";

const USUAL_SECONDS = 3600;

interface Policies {
  readonly inline: readonly { readonly PolicyName: string; readonly PolicyDocument: JsonObject }[];
  readonly managed: readonly string[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const role = defineResourceType({
  type: "AWS::IAM::Role",
  properties: {
    AssumeRolePolicyDocument: needed(document()),
    Description: maybe(createTextShape()),
    ManagedPolicyArns: maybe(createListShape(createTextShape())),
    MaxSessionDuration: maybe(createWholeChange()),
    Path: maybe(createTextShape()),
    Policies: maybe(
      createListShape(record({ PolicyName: needed(createTextShape()), PolicyDocument: needed(document()) })),
    ),
    RoleName: maybe(createTextShape()),
    Tags: maybe(tagList()),
    PermissionsBoundary: createRefusedField(),
  },
  replacement: ["Path", "RoleName"],
  named: "RoleName",
  capability: "CAPABILITY_IAM",
  attributes: ["Arn", "RoleId"],
  async create(context, properties) {
    const {
      RoleName = context.generatedName,
      AssumeRolePolicyDocument,
      Description,
      MaxSessionDuration = USUAL_SECONDS,
      Path = "/",
      Tags = [],
    } = properties;
    const described = Description === undefined ? {} : { Description };
    await context.call(iam, createRole, {
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument),
      MaxSessionDuration,
      Path,
      Tags,
      ...described,
    });
    context.noteCreated(RoleName);
    await setPolicies(context, RoleName, { from: { inline: [], managed: [] }, to: getPolicies(properties) });
    return RoleName;
  },
  settle: ({ cloud }, { id }) => Promise.resolve(cloud.iam.isSeen(cloud.iam.requireRole(id))),
  async update(context, { id: RoleName, properties: before }, desired) {
    if (!isSameJson(before.AssumeRolePolicyDocument, desired.AssumeRolePolicyDocument)) {
      await context.call(iam, updateAssumeRolePolicy, {
        RoleName,
        PolicyDocument: JSON.stringify(desired.AssumeRolePolicyDocument),
      });
    }
    await context.call(iam, updateRole, {
      RoleName,
      Description: desired.Description ?? "",
      MaxSessionDuration: desired.MaxSessionDuration ?? USUAL_SECONDS,
    });
    await setPolicies(context, RoleName, { from: getPolicies(before), to: getPolicies(desired) });
    const { set, removed } = tagChanges(before.Tags ?? [], desired.Tags ?? []);
    if (set.length > 0) await context.call(iam, tagRole, { RoleName, Tags: set });
    if (removed.length > 0) await context.call(iam, untagRole, { RoleName, TagKeys: removed });
  },
  async remove(context, { id: RoleName, properties }) {
    const there = context.cloud.iam.find(RoleName);
    const { inline, managed } = getPolicies(properties);
    const from = {
      inline: inline.filter(({ PolicyName }) => there !== undefined && Object.hasOwn(there.inline, PolicyName)),
      managed: managed.filter((arn) => there?.attached.includes(arn)),
    };
    await setPolicies(context, RoleName, { from, to: { inline: [], managed: [] } });
    await context.call(iam, deleteRole, { RoleName });
  },
  describe({ cloud }, { id }) {
    const { arn, id: roleId } = cloud.iam.requireRole(id);
    return { Arn: arn, RoleId: roleId };
  },
});

const getPolicies = ({
  Policies = [],
  ManagedPolicyArns = [],
}: {
  readonly Policies?: Policies["inline"];
  readonly ManagedPolicyArns?: readonly string[];
}): Policies => ({ inline: Policies, managed: ManagedPolicyArns });

async function setPolicies(
  context: ResourceContext,
  RoleName: string,
  { from, to }: { readonly from: Policies; readonly to: Policies },
): Promise<void> {
  const isIn = (policies: Policies, name: string): boolean =>
    policies.inline.some(({ PolicyName }) => PolicyName === name);
  for (const { PolicyName } of from.inline)
    if (!isIn(to, PolicyName)) await context.call(iam, deleteRolePolicy, { RoleName, PolicyName });
  for (const { PolicyName, PolicyDocument } of to.inline)
    await context.call(iam, putRolePolicy, { RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) });
  for (const PolicyArn of from.managed)
    if (!to.managed.includes(PolicyArn)) await context.call(iam, detachRolePolicy, { RoleName, PolicyArn });
  for (const PolicyArn of to.managed)
    if (!from.managed.includes(PolicyArn)) await context.call(iam, attachRolePolicy, { RoleName, PolicyArn });
}
