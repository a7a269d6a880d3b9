import {
  GetRepositoryPolicy$,
  type GetRepositoryPolicyRequest,
  type GetRepositoryPolicyResponse,
} from "@aws-sdk/client-ecr";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { createRepositoryPolicyNotFoundFault } from "../faults";
import { repositoryMembers } from "../fields";

const members = repositoryMembers satisfies Members<GetRepositoryPolicyRequest>;

/** The policy that says who may use a repository, as it was given. It has no effect. */
export const getRepositoryPolicy = operation(
  GetRepositoryPolicy$,
  members,
  (cloud, request): GetRepositoryPolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, policy: text } = repository;
    if (text === undefined) throw createRepositoryPolicyNotFoundFault(name, cloud.account);
    return { registryId: cloud.account, repositoryName: name, policyText: text };
  },
);
