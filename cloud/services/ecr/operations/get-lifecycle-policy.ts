import {
  GetLifecyclePolicy$,
  type GetLifecyclePolicyRequest,
  type GetLifecyclePolicyResponse,
} from "@aws-sdk/client-ecr";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { createLifecyclePolicyNotFoundFault } from "../faults";
import { repositoryMembers } from "../fields";

const members = repositoryMembers satisfies Members<GetLifecyclePolicyRequest>;

/** A repository's lifecycle policy, which says when images expire, as it was given. It has no effect. */
export const getLifecyclePolicy = operation(
  GetLifecyclePolicy$,
  members,
  (cloud, request): GetLifecyclePolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, lifecyclePolicy: text } = repository;
    if (text === undefined) throw createLifecyclePolicyNotFoundFault(name, cloud.account);
    return { registryId: cloud.account, repositoryName: name, lifecyclePolicyText: text };
  },
);
