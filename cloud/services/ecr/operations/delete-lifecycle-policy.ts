import {
  DeleteLifecyclePolicy$,
  type DeleteLifecyclePolicyRequest,
  type DeleteLifecyclePolicyResponse,
} from "@aws-sdk/client-ecr";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { createLifecyclePolicyNotFoundFault } from "../faults";
import { repositoryMembers } from "../fields";

const members = repositoryMembers satisfies Members<DeleteLifecyclePolicyRequest>;

/** Removes a repository's lifecycle policy, which says when images expire. */
export const deleteLifecyclePolicy = operation(
  DeleteLifecyclePolicy$,
  members,
  (cloud, request): DeleteLifecyclePolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, lifecyclePolicy: text } = repository;
    if (text === undefined) throw createLifecyclePolicyNotFoundFault(name, cloud.account);
    cloud.ecr.save({ ...repository, lifecyclePolicy: undefined });
    return { registryId: cloud.account, repositoryName: name, lifecyclePolicyText: text };
  },
);
