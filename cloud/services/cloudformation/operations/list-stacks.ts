import { ListStacks$, type ListStacksInput, type ListStacksOutput } from "@aws-sdk/client-cloudformation";
import { optional, type Members } from "../../../core/members";
import { list, string } from "../../../core/rules";
import { operation } from "../../operation";
import { summarizeStack } from "../answers";
import { nextToken } from "../fields";
import { createPage } from "../page";

const members = { NextToken: optional(nextToken), StackStatusFilter: optional(list(string())) } satisfies Members<
  Omit<ListStacksInput, "StackStatusFilter"> & { StackStatusFilter?: string[] | undefined }
>;

/** All stacks, with those that were deleted within the last 90 days. */
export const listStacks = operation(
  ListStacks$,
  members,
  (cloud, { NextToken: token, StackStatusFilter: wanted = [] }): ListStacksOutput => {
    const found = cloud.cloudformation.stacks
      .listAll()
      .filter(({ status }) => wanted.length === 0 || wanted.includes(status));
    const { items, ...page } = createPage(found, token);
    return { StackSummaries: items.map(summarizeStack), ...page };
  },
);
