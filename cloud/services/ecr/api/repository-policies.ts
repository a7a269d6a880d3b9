import {
  GetRepositoryPolicy$,
  SetRepositoryPolicy$,
  DeleteRepositoryPolicy$,
  type GetRepositoryPolicyRequest,
  type GetRepositoryPolicyResponse,
  type SetRepositoryPolicyRequest,
  type SetRepositoryPolicyResponse,
  type DeleteRepositoryPolicyRequest,
  type DeleteRepositoryPolicyResponse,
} from "@aws-sdk/client-ecr";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { createRepositoryPolicyNotFoundFault, createNotJsonFault } from "../model/faults";
import { repositoryMembers, policyText } from "../model/fields";
import { isJsonObject } from "../model/repositories";

const repositoryPolicyMembers = repositoryMembers satisfies Members<GetRepositoryPolicyRequest> &
  Members<DeleteRepositoryPolicyRequest>;

/** The policy that says who may use a repository, as it was given. It has no effect. */
export const getRepositoryPolicy = operation(
  GetRepositoryPolicy$,
  repositoryPolicyMembers,
  (cloud, request): GetRepositoryPolicyResponse => {
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
} satisfies Members<SetRepositoryPolicyRequest>;

/** Stores the policy that says who may use a repository; it has no effect. */
export const setRepositoryPolicy = createStoredOnly(
  "ECR: the policy of a repository",
  operation(SetRepositoryPolicy$, setRepositoryPolicyMembers, (cloud, request): SetRepositoryPolicyResponse => {
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
  (cloud, request): DeleteRepositoryPolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { name, policy: text } = repository;
    if (text === undefined) throw createRepositoryPolicyNotFoundFault(name, cloud.account);
    cloud.ecr.save({ ...repository, policy: undefined });
    return { registryId: cloud.account, repositoryName: name, policyText: text };
  },
);
