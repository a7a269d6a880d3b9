import {
  DescribeRepositories$,
  type DescribeRepositoriesRequest,
  type DescribeRepositoriesResponse,
} from "@aws-sdk/client-ecr";
import { optional, refused, type Members } from "../../../core/members";
import { integer, list } from "../../../core/rules";
import { operation } from "../../operation";
import { registryId, repositoryName } from "../fields";

const members = {
  registryId: optional(registryId),
  repositoryNames: optional(list(repositoryName, { min: 1, max: 100 })),
  // All repositories are in one answer, without pages.
  maxResults: optional(integer({ min: 1, max: 1000 })),
  nextToken: refused(),
} satisfies Members<DescribeRepositoriesRequest>;

/** Repositories by name, or all of them. @remarks All are in one answer, whatever `maxResults` says. */
export const describeRepositories = operation(
  DescribeRepositories$,
  members,
  (cloud, { registryId: registry, repositoryNames: names }): DescribeRepositoriesResponse => {
    const wanted =
      names === undefined
        ? cloud.ecr.all()
        : names.map((name) => cloud.ecr.named({ repositoryName: name, registryId: registry }));
    return { repositories: wanted.map((one) => cloud.ecr.describe(one)) };
  },
);
