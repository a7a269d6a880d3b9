import {
  DescribeRepositories$,
  type DescribeRepositoriesRequest,
  type DescribeRepositoriesResponse,
} from "@aws-sdk/client-ecr";
import { optional, type Members } from "../../../core/members";
import { integer, list, string } from "../../../core/rules";
import { operation } from "../../operation";
import { createPage } from "../../page";
import { createInvalidNextTokenFault, createNamesBesidePagesFault, createOtherRegistryFault } from "../faults";
import { registryId, repositoryName } from "../fields";

const members = {
  registryId: optional(registryId),
  repositoryNames: optional(list(repositoryName, { min: 1, max: 100 })),
  maxResults: optional(integer({ min: 1, max: 1000 })),
  nextToken: optional(string()),
} satisfies Members<DescribeRepositoriesRequest>;

const USUAL_ITEMS = 100;

/** Repositories by name in one answer, or all of them by pages in the order of their names. */
export const describeRepositories = operation(
  DescribeRepositories$,
  members,
  (cloud, request): DescribeRepositoriesResponse => {
    const { registryId: registry, repositoryNames: names, maxResults, nextToken: token } = request;
    if (registry !== undefined && registry !== cloud.account) throw createOtherRegistryFault();
    if (names !== undefined) {
      if (maxResults !== undefined || token !== undefined) throw createNamesBesidePagesFault();
      const named = names.map((name) => cloud.ecr.requireRepository({ repositoryName: name }));
      return { repositories: named.map((repository) => cloud.ecr.describe(repository)) };
    }
    const { items, next } = createPage(cloud.ecr.listAll(), ({ name }) => name, {
      token,
      size: maxResults ?? USUAL_ITEMS,
      createInvalidFault: createInvalidNextTokenFault,
    });
    return {
      repositories: items.map((item) => cloud.ecr.describe(item)),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
);
