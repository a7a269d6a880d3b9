import {
  CreateRepository$,
  DescribeRepositories$,
  DeleteRepository$,
  PutImageScanningConfiguration$,
} from "@aws-sdk/client-ecr";
import type * as sdk from "@aws-sdk/client-ecr";
import { optional, refused, type Members, required } from "../../../core/members";
import { integer, list, string, boolean } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import {
  createOtherRegistryFault,
  createRepositoryExistsFault,
  createInvalidNextTokenFault,
  createNamesBesidePagesFault,
} from "../model/faults";
import * as fields from "../model/fields";
import type { StoredRepository } from "../model/repositories";

const createRepositoryMembers = {
  ...fields.repositoryMembers,
  imageTagMutability: optional(fields.tagMutability),
  imageTagMutabilityExclusionFilters: refused(),
  imageScanningConfiguration: optional(fields.scanning),
  encryptionConfiguration: optional(fields.encryption),
  tags: optional(fields.tags),
} satisfies Members<sdk.CreateRepositoryRequest>;

/**
 * Creates a repository, into which no image can be pushed. The CDK's bootstrap stack has one, which it needs for
 * container images only.
 */
export const createRepository = createStoredOnly(
  "ECR: a repository (which accepts no images)",
  operation(CreateRepository$, createRepositoryMembers, (cloud, request): sdk.CreateRepositoryResponse => {
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

const describeRepositoriesMembers = {
  registryId: optional(fields.registryId),
  repositoryNames: optional(list(fields.repositoryName, { min: 1, max: 100 })),
  maxResults: optional(integer({ min: 1, max: 1000 })),
  nextToken: optional(string()),
} satisfies Members<sdk.DescribeRepositoriesRequest>;

const USUAL_ITEMS = 100;

/** Repositories by name in one answer, or all of them by pages in the order of their names. */
export const describeRepositories = operation(
  DescribeRepositories$,
  describeRepositoriesMembers,
  (cloud, request): sdk.DescribeRepositoriesResponse => {
    const { registryId: registry, repositoryNames: names, maxResults, nextToken: token } = request;
    if (registry !== undefined && registry !== cloud.account) throw createOtherRegistryFault();
    if (names !== undefined) {
      if (maxResults !== undefined || token !== undefined) throw createNamesBesidePagesFault();
      const named = names.map((name) => cloud.ecr.requireRepository({ repositoryName: name }));
      return { repositories: named.map((repository) => cloud.ecr.describe(repository)) };
    }
    const { items, next } = createPage(cloud.ecr.listAll(), ({ name }) => name, {
      token,
      size: maxResults ?? USUAL_ITEMS,
      createInvalidFault: createInvalidNextTokenFault,
    });
    return {
      repositories: items.map((item) => cloud.ecr.describe(item)),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
);

const deleteRepositoryMembers = {
  ...fields.repositoryMembers,
  force: optional(boolean()),
} satisfies Members<sdk.DeleteRepositoryRequest>;

export const deleteRepository = operation(
  DeleteRepository$,
  deleteRepositoryMembers,
  (cloud, request): sdk.DeleteRepositoryResponse => {
    const repository = cloud.ecr.requireRepository(request);
    cloud.ecr.remove(repository);
    return { repository: cloud.ecr.describe(repository) };
  },
);

const members = {
  ...fields.repositoryMembers,
  imageScanningConfiguration: required(fields.scanning),
} satisfies Members<sdk.PutImageScanningConfigurationRequest>;

/** Stores whether images are scanned; there are no images. */
export const putImageScanningConfiguration = createStoredOnly(
  "ECR: the scanning of images",
  operation(PutImageScanningConfiguration$, members, (cloud, request): sdk.PutImageScanningConfigurationResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { scanOnPush = false } = request.imageScanningConfiguration;
    cloud.ecr.save({ ...repository, scanOnPush });
    return {
      registryId: cloud.account,
      repositoryName: repository.name,
      imageScanningConfiguration: { scanOnPush },
    };
  }),
);
