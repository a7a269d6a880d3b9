import {
  DeleteRepositoryPolicy$,
  type DeleteRepositoryPolicyRequest,
  type DeleteRepositoryPolicyResponse,
} from "@aws-sdk/client-ecr";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { createRepositoryPolicyNotFoundFault } from "../faults";
import { repositoryMembers } from "../fields";

const members = repositoryMembers satisfies Members<DeleteRepositoryPolicyRequest>;

/** Removes the policy that says who may use a repository. */
export const deleteRepositoryPolicy = operation(
  DeleteRepositoryPolicy$,
  members,
  (cloud, request): DeleteRepositoryPolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, policy: text } = repository;
    if (text === undefined) throw createRepositoryPolicyNotFoundFault(name, cloud.account);
    cloud.ecr.save({ ...repository, policy: undefined });
    return { registryId: cloud.account, repositoryName: name, policyText: text };
  },
);
