import { DeleteRepository$, type DeleteRepositoryRequest, type DeleteRepositoryResponse } from "@aws-sdk/client-ecr";
import { optional, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { repositoryMembers } from "../fields";

const members = { ...repositoryMembers, force: optional(boolean()) } satisfies Members<DeleteRepositoryRequest>;

export const deleteRepository = operation(DeleteRepository$, members, (cloud, request): DeleteRepositoryResponse => {
  const repository = cloud.ecr.requireRepository(request);
  cloud.ecr.remove(repository);
  return { repository: cloud.ecr.describe(repository) };
});
