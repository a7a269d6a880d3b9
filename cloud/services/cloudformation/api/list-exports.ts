import { ListExports$, type ListExportsInput, type ListExportsOutput } from "@aws-sdk/client-cloudformation";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { nextToken } from "../model/fields";
import { createPage } from "./page";

const members = { NextToken: optional(nextToken) } satisfies Members<ListExportsInput>;

export const listExports = operation(ListExports$, members, (cloud, { NextToken: token }): ListExportsOutput => {
  const exported = cloud.cloudformation.stacks
    .listAll()
    .filter(({ status }) => status !== "DELETE_COMPLETE")
    .flatMap(({ id, outputs }) =>
      outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ ExportingStackId: id, Name: exportName, Value: value }],
      ),
    );
  const { items, ...page } = createPage(exported, token);
  return { Exports: items, ...page };
});
