import {
  GetLifecyclePolicy$,
  type GetLifecyclePolicyRequest,
  type GetLifecyclePolicyResponse,
} from "@aws-sdk/client-ecr";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { lifecyclePolicyNotFound } from "../faults";
import { repositoryMembers } from "../fields";

const members = repositoryMembers satisfies Members<GetLifecyclePolicyRequest>;

/** The rules by which images would expire: kept, and told as they came. */
export const getLifecyclePolicy = operation(
  GetLifecyclePolicy$,
  members,
  (cloud, request): GetLifecyclePolicyResponse => {
    const repository = cloud.ecr.named(request);
    const { name, lifecyclePolicy: text } = repository;
    if (text === undefined) throw lifecyclePolicyNotFound(name, cloud.account);
    return { registryId: cloud.account, repositoryName: name, lifecyclePolicyText: text };
  },
);
