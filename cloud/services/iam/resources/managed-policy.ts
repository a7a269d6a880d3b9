import type { CreatePolicyResponse } from "@aws-sdk/client-iam";
import {
  document,
  createListShape,
  maybe,
  needed,
  createRefusedField,
  createTextShape,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { isSameJson } from "../../cloudformation/model/properties/json";
import { iam } from "../service";
import { attachRolePolicy, detachRolePolicy } from "../api/role-policies";
import { createPolicy, deletePolicy, createPolicyVersion, deletePolicyVersion } from "../api/policies";

const MAX_VERSIONS = 5;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const managedPolicy = defineResourceType({
  type: "AWS::IAM::ManagedPolicy",
  properties: {
    Description: maybe(createTextShape()),
    ManagedPolicyName: maybe(createTextShape()),
    Path: maybe(createTextShape()),
    PolicyDocument: needed(document()),
    Roles: maybe(createListShape(createTextShape())),
    Groups: createRefusedField(),
    Users: createRefusedField(),
  },
  replacement: ["Description", "ManagedPolicyName", "Path"],
  named: "ManagedPolicyName",
  capability: "CAPABILITY_IAM",
  maxNameLength: 128,
  attributes: [
    "AttachmentCount",
    "CreateDate",
    "DefaultVersionId",
    "IsAttachable",
    "PermissionsBoundaryUsageCount",
    "PolicyArn",
    "PolicyId",
    "UpdateDate",
  ],
  async create(context, properties) {
    const {
      ManagedPolicyName: PolicyName = context.generatedName,
      PolicyDocument,
      Roles = [],
      ...settings
    } = properties;
    const { Policy } = await context.call<CreatePolicyResponse>(iam, createPolicy, {
      ...settings,
      PolicyName,
      PolicyDocument: JSON.stringify(PolicyDocument),
    });
    const arn = Policy?.Arn ?? "";
    context.noteCreated(arn);
    await attach(context, arn, Roles);
    return arn;
  },
  async update(context, { id: arn, properties: before }, desired) {
    if (!isSameJson(before.PolicyDocument, desired.PolicyDocument)) {
      await makeRoom(context, arn);
      const PolicyDocument = JSON.stringify(desired.PolicyDocument);
      await context.call(iam, createPolicyVersion, { PolicyArn: arn, PolicyDocument, SetAsDefault: true });
    }
    const { Roles = [] } = desired;
    await detach(
      context,
      arn,
      (before.Roles ?? []).filter((role) => !Roles.includes(role)),
    );
    await attach(context, arn, Roles);
  },
  async remove(context, { id: arn, properties: { Roles = [] } }) {
    await detach(context, arn, Roles);
    for (const VersionId of listOtherVersions(context, arn))
      await context.call(iam, deletePolicyVersion, { PolicyArn: arn, VersionId });
    await context.call(iam, deletePolicy, { PolicyArn: arn });
  },
  describe({ cloud }, { id: arn }) {
    const { id, createdAt, updatedAt, defaultVersion } = cloud.iam.policies.requirePolicy(arn);
    return {
      AttachmentCount: cloud.iam.listWithPolicy(arn).length,
      CreateDate: new Date(createdAt).toISOString(),
      DefaultVersionId: defaultVersion,
      IsAttachable: true,
      PermissionsBoundaryUsageCount: 0,
      PolicyArn: arn,
      PolicyId: id,
      UpdateDate: new Date(updatedAt).toISOString(),
    };
  },
});

async function attach(context: ResourceContext, PolicyArn: string, roles: readonly string[]): Promise<void> {
  for (const RoleName of roles) await context.call(iam, attachRolePolicy, { RoleName, PolicyArn });
}

async function detach(context: ResourceContext, PolicyArn: string, roles: readonly string[]): Promise<void> {
  for (const RoleName of roles)
    if (context.cloud.iam.find(RoleName)?.attached.includes(PolicyArn))
      await context.call(iam, detachRolePolicy, { RoleName, PolicyArn });
}

/** A policy has five versions at most: as on AWS, the oldest is removed for a sixth. */
async function makeRoom(context: ResourceContext, PolicyArn: string): Promise<void> {
  const others = listOtherVersions(context, PolicyArn);
  const [oldest] = others;
  if (oldest !== undefined && others.length >= MAX_VERSIONS - 1)
    await context.call(iam, deletePolicyVersion, { PolicyArn, VersionId: oldest });
}

/** The ids of all versions but the default one, the oldest first. */
function listOtherVersions({ cloud }: ResourceContext, arn: string): readonly string[] {
  const policy = cloud.iam.policies.find(arn);
  return policy?.versions.map(({ id }) => id).filter((id) => id !== policy.defaultVersion) ?? [];
}
