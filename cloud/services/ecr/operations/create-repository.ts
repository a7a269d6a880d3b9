import { CreateRepository$, type CreateRepositoryRequest, type CreateRepositoryResponse } from "@aws-sdk/client-ecr";
import { optional, refused, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../operation";
import { createOtherRegistryFault, createRepositoryExistsFault } from "../faults";
import { encryption, repositoryMembers, scanning, tagMutability, tags } from "../fields";
import type { StoredRepository } from "../repositories";

const members = {
  ...repositoryMembers,
  imageTagMutability: optional(tagMutability),
  imageTagMutabilityExclusionFilters: refused(),
  imageScanningConfiguration: optional(scanning),
  encryptionConfiguration: optional(encryption),
  tags: optional(tags),
} satisfies Members<CreateRepositoryRequest>;

/**
 * Creates a repository, into which no image can be pushed. The CDK's bootstrap stack has one, which it needs for
 * container images only.
 */
export const createRepository = createStoredOnly(
  "ECR: a repository, which takes no image,",
  operation(CreateRepository$, members, (cloud, request): CreateRepositoryResponse => {
    const { repositoryName: name, registryId } = request;
    if (registryId !== undefined && registryId !== cloud.account) throw createOtherRegistryFault();
    if (cloud.ecr.find(name) !== undefined) throw createRepositoryExistsFault(name, cloud.account);
    const repository: StoredRepository = {
      name,
      createdAt: cloud.now(),
      tagMutability: request.imageTagMutability ?? "MUTABLE",
      scanOnPush: request.imageScanningConfiguration?.scanOnPush ?? false,
      encryption: request.encryptionConfiguration?.encryptionType ?? "AES256",
      lifecyclePolicy: undefined,
      policy: undefined,
      tags: Object.fromEntries((request.tags ?? []).map(({ Key, Value }) => [Key, Value])),
    };
    cloud.ecr.save(repository);
    return { repository: cloud.ecr.describe(repository) };
  }),
);
