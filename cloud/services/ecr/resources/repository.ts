import {
  document,
  maybe,
  createOnlyShape,
  record,
  createRefusedField,
  createTextShape,
  createBooleanShape,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { ecr } from "../service";
import { createRepository, deleteRepository, putImageScanningConfiguration } from "../api/repositories";
import {
  deleteRepositoryPolicy,
  setRepositoryPolicy,
  deleteLifecyclePolicy,
  putLifecyclePolicy,
} from "../api/repository-policies";
import { putImageTagMutability, tagResource, untagResource } from "../api/tags";
import { tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";

interface Policies {
  readonly LifecyclePolicy?: { readonly LifecyclePolicyText?: string };
  readonly RepositoryPolicyText?: object;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
export const repository = defineResourceType({
  type: "AWS::ECR::Repository",
  properties: {
    RepositoryName: maybe(createTextShape()),
    ImageTagMutability: maybe(createOnlyShape(createTextShape(), ["MUTABLE", "IMMUTABLE"])),
    ImageScanningConfiguration: maybe(record({ ScanOnPush: maybe(createBooleanShape()) })),
    LifecyclePolicy: maybe(
      record({ LifecyclePolicyText: maybe(createTextShape()), RegistryId: maybe(createTextShape()) }),
    ),
    RepositoryPolicyText: maybe(document()),
    EmptyOnDelete: maybe(createBooleanShape()),
    Tags: maybe(tagList()),
    EncryptionConfiguration: createRefusedField(),
    ImageTagMutabilityExclusionFilters: createRefusedField(),
  },
  replacement: ["RepositoryName"],
  named: "RepositoryName",
  lowercase: true,
  maxNameLength: 256,
  attributes: ["Arn", "RepositoryUri"],
  async create(context, properties) {
    const {
      RepositoryName: repositoryName = context.generatedName,
      ImageTagMutability: imageTagMutability = "MUTABLE",
      ImageScanningConfiguration: { ScanOnPush: scanOnPush = false } = {},
      Tags: tags = [],
    } = properties;
    await context.call(ecr, createRepository, {
      repositoryName,
      imageTagMutability,
      imageScanningConfiguration: { scanOnPush },
      tags,
    });
    context.noteCreated(repositoryName);
    await setPolicies(context, repositoryName, { before: {}, desired: properties });
    return repositoryName;
  },
  async update(context, { id: repositoryName, properties: before }, desired) {
    await context.call(ecr, putImageTagMutability, {
      repositoryName,
      imageTagMutability: desired.ImageTagMutability ?? "MUTABLE",
    });
    await context.call(ecr, putImageScanningConfiguration, {
      repositoryName,
      imageScanningConfiguration: { scanOnPush: desired.ImageScanningConfiguration?.ScanOnPush ?? false },
    });
    await setPolicies(context, repositoryName, { before, desired });
    const { set, removed } = tagChanges(before.Tags ?? [], desired.Tags ?? []);
    const resourceArn = context.cloud.ecr.createArn(repositoryName);
    if (set.length > 0) await context.call(ecr, tagResource, { resourceArn, tags: set });
    if (removed.length > 0) await context.call(ecr, untagResource, { resourceArn, tagKeys: removed });
  },
  async remove(context, { id: repositoryName, properties: { EmptyOnDelete: force = false } }) {
    await context.call(ecr, deleteRepository, { repositoryName, force });
  },
  describe: ({ cloud }, { id }) => ({ Arn: cloud.ecr.createArn(id), RepositoryUri: cloud.ecr.createUri(id) }),
});

async function setPolicies(
  context: ResourceContext,
  repositoryName: string,
  { before, desired }: { readonly before: Policies; readonly desired: Policies },
): Promise<void> {
  const lifecycle = desired.LifecyclePolicy?.LifecyclePolicyText;
  if (lifecycle !== undefined)
    await context.call(ecr, putLifecyclePolicy, { repositoryName, lifecyclePolicyText: lifecycle });
  else if (before.LifecyclePolicy?.LifecyclePolicyText !== undefined)
    await context.call(ecr, deleteLifecyclePolicy, { repositoryName });
  if (desired.RepositoryPolicyText !== undefined)
    await context.call(ecr, setRepositoryPolicy, {
      repositoryName,
      policyText: JSON.stringify(desired.RepositoryPolicyText),
    });
  else if (before.RepositoryPolicyText !== undefined)
    await context.call(ecr, deleteRepositoryPolicy, { repositoryName });
}
