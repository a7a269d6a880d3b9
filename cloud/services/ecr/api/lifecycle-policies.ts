import {
  PutLifecyclePolicy$,
  GetLifecyclePolicy$,
  DeleteLifecyclePolicy$,
  type PutLifecyclePolicyRequest,
  type PutLifecyclePolicyResponse,
  type GetLifecyclePolicyRequest,
  type GetLifecyclePolicyResponse,
  type DeleteLifecyclePolicyRequest,
  type DeleteLifecyclePolicyResponse,
} from "@aws-sdk/client-ecr";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { createNotJsonFault, createLifecyclePolicyNotFoundFault } from "../model/faults";
import { lifecyclePolicyText, repositoryMembers } from "../model/fields";
import { isJsonObject } from "../model/repositories";

const putLifecyclePolicyMembers = {
  ...repositoryMembers,
  lifecyclePolicyText: required(lifecyclePolicyText),
} satisfies Members<PutLifecyclePolicyRequest>;

/** Stores a repository's lifecycle policy, which says when images expire; there are no images. */
export const putLifecyclePolicy = createStoredOnly(
  "ECR: the lifecycle of a repository",
  operation(PutLifecyclePolicy$, putLifecyclePolicyMembers, (cloud, request): PutLifecyclePolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { lifecyclePolicyText: text } = request;
    if (!isJsonObject(text)) throw createNotJsonFault("LifecyclePolicyText");
    cloud.ecr.save({ ...repository, lifecyclePolicy: text });
    return { registryId: cloud.account, repositoryName: repository.name, lifecyclePolicyText: text };
  }),
);

const lifecyclePolicyMembers = repositoryMembers satisfies Members<GetLifecyclePolicyRequest> &
  Members<DeleteLifecyclePolicyRequest>;

/** A repository's lifecycle policy, which says when images expire, as it was given. It has no effect. */
export const getLifecyclePolicy = operation(
  GetLifecyclePolicy$,
  lifecyclePolicyMembers,
  (cloud, request): GetLifecyclePolicyResponse => {
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
  (cloud, request): DeleteLifecyclePolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, lifecyclePolicy: text } = repository;
    if (text === undefined) throw createLifecyclePolicyNotFoundFault(name, cloud.account);
    cloud.ecr.save({ ...repository, lifecyclePolicy: undefined });
    return { registryId: cloud.account, repositoryName: name, lifecyclePolicyText: text };
  },
);
