import {
  GetRepositoryPolicy$,
  type GetRepositoryPolicyRequest,
  type GetRepositoryPolicyResponse,
} from "@aws-sdk/client-ecr";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { repositoryPolicyNotFound } from "../faults";
import { repositoryMembers } from "../fields";

const members = repositoryMembers satisfies Members<GetRepositoryPolicyRequest>;

/** Who may use the repository: kept, not weighed. */
export const getRepositoryPolicy = operation(
  GetRepositoryPolicy$,
  members,
  (cloud, request): GetRepositoryPolicyResponse => {
    const repository = cloud.ecr.named(request);
    const { name, policy: text } = repository;
    if (text === undefined) throw repositoryPolicyNotFound(name, cloud.account);
    return { registryId: cloud.account, repositoryName: name, policyText: text };
  },
);
