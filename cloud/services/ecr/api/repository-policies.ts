import {
  GetRepositoryPolicy$,
  SetRepositoryPolicy$,
  DeleteRepositoryPolicy$,
  PutLifecyclePolicy$,
  GetLifecyclePolicy$,
  DeleteLifecyclePolicy$,
} from "@aws-sdk/client-ecr";
import type * as sdk from "@aws-sdk/client-ecr";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import {
  createRepositoryPolicyNotFoundFault,
  createNotJsonFault,
  createLifecyclePolicyNotFoundFault,
} from "../model/faults";
import { repositoryMembers, policyText, lifecyclePolicyText } from "../model/fields";
import { isJsonObject } from "../../../core/json-object";

const repositoryPolicyMembers = repositoryMembers satisfies Members<sdk.GetRepositoryPolicyRequest> &
  Members<sdk.DeleteRepositoryPolicyRequest>;

/** The policy that says who may use a repository, as it was given. It has no effect. */
export const getRepositoryPolicy = operation(
  GetRepositoryPolicy$,
  repositoryPolicyMembers,
  (cloud, request): sdk.GetRepositoryPolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, policy: text } = repository;
    if (text === undefined) throw createRepositoryPolicyNotFoundFault(name, cloud.account);
    return { registryId: cloud.account, repositoryName: name, policyText: text };
  },
);

const setRepositoryPolicyMembers = {
  ...repositoryMembers,
  policyText: required(policyText),
  force: optional(boolean()),
} satisfies Members<sdk.SetRepositoryPolicyRequest>;

/** Stores the policy that says who may use a repository; it has no effect. */
export const setRepositoryPolicy = createStoredOnly(
  "ECR: the policy of a repository",
  operation(SetRepositoryPolicy$, setRepositoryPolicyMembers, (cloud, request): sdk.SetRepositoryPolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { policyText: text } = request;
    if (!isJsonObject(text)) throw createNotJsonFault("PolicyText");
    cloud.ecr.save({ ...repository, policy: text });
    return { registryId: cloud.account, repositoryName: repository.name, policyText: text };
  }),
);

/** Removes the policy that says who may use a repository. */
export const deleteRepositoryPolicy = operation(
  DeleteRepositoryPolicy$,
  repositoryPolicyMembers,
  (cloud, request): sdk.DeleteRepositoryPolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, policy: text } = repository;
    if (text === undefined) throw createRepositoryPolicyNotFoundFault(name, cloud.account);
    cloud.ecr.save({ ...repository, policy: undefined });
    return { registryId: cloud.account, repositoryName: name, policyText: text };
  },
);

const putLifecyclePolicyMembers = {
  ...repositoryMembers,
  lifecyclePolicyText: required(lifecyclePolicyText),
} satisfies Members<sdk.PutLifecyclePolicyRequest>;

/** Stores a repository's lifecycle policy, which says when images expire; there are no images. */
export const putLifecyclePolicy = createStoredOnly(
  "ECR: the lifecycle of a repository",
  operation(PutLifecyclePolicy$, putLifecyclePolicyMembers, (cloud, request): sdk.PutLifecyclePolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { lifecyclePolicyText: text } = request;
    if (!isJsonObject(text)) throw createNotJsonFault("LifecyclePolicyText");
    cloud.ecr.save({ ...repository, lifecyclePolicy: text });
    return { registryId: cloud.account, repositoryName: repository.name, lifecyclePolicyText: text };
  }),
);

const lifecyclePolicyMembers = repositoryMembers satisfies Members<sdk.GetLifecyclePolicyRequest> &
  Members<sdk.DeleteLifecyclePolicyRequest>;

/** A repository's lifecycle policy, which says when images expire, as it was given. It has no effect. */
export const getLifecyclePolicy = operation(
  GetLifecyclePolicy$,
  lifecyclePolicyMembers,
  (cloud, request): sdk.GetLifecyclePolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, lifecyclePolicy: text } = repository;
    if (text === undefined) throw createLifecyclePolicyNotFoundFault(name, cloud.account);
    return { registryId: cloud.account, repositoryName: name, lifecyclePolicyText: text };
  },
);

/** Removes a repository's lifecycle policy, which says when images expire. */
export const deleteLifecyclePolicy = operation(
  DeleteLifecyclePolicy$,
  lifecyclePolicyMembers,
  (cloud, request): sdk.DeleteLifecyclePolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, lifecyclePolicy: text } = repository;
    if (text === undefined) throw createLifecyclePolicyNotFoundFault(name, cloud.account);
    cloud.ecr.save({ ...repository, lifecyclePolicy: undefined });
    return { registryId: cloud.account, repositoryName: name, lifecyclePolicyText: text };
  },
);
