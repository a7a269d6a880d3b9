import {
  SetRepositoryPolicy$,
  type SetRepositoryPolicyRequest,
  type SetRepositoryPolicyResponse,
} from "@aws-sdk/client-ecr";
import { optional, required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { createNotJsonFault } from "../faults";
import { policyText, repositoryMembers } from "../fields";
import { isJsonObject } from "../repositories";

const members = {
  ...repositoryMembers,
  policyText: required(policyText),
  force: optional(boolean()),
} satisfies Members<SetRepositoryPolicyRequest>;

/** Stores the policy that says who may use a repository; it has no effect. */
export const setRepositoryPolicy = createStoredOnly(
  "ECR: the policy of a repository",
  operation(SetRepositoryPolicy$, members, (cloud, request): SetRepositoryPolicyResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { policyText: text } = request;
    if (!isJsonObject(text)) throw createNotJsonFault("PolicyText");
    cloud.ecr.save({ ...repository, policy: text });
    return { registryId: cloud.account, repositoryName: repository.name, policyText: text };
  }),
);
