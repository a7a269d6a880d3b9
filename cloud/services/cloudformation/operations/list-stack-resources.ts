import {
  ListStackResources$,
  type ListStackResourcesInput,
  type ListStackResourcesOutput,
} from "@aws-sdk/client-cloudformation";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { summarizeResource } from "../answers";
import { nextToken, anyStackName } from "../fields";
import { createPage } from "../page";

const members = {
  StackName: required(anyStackName),
  NextToken: optional(nextToken),
} satisfies Members<ListStackResourcesInput>;

export const listStackResources = operation(
  ListStackResources$,
  members,
  (cloud, { StackName: name, NextToken: token }): ListStackResourcesOutput => {
    const { stacks } = cloud.cloudformation;
    const { items, ...page } = createPage(stacks.listResources(stacks.requireStack(name).id), token);
    return { StackResourceSummaries: items.map(summarizeResource), ...page };
  },
);
