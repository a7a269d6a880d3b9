import { ListExports$, type ListExportsInput, type ListExportsOutput } from "@aws-sdk/client-cloudformation";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { nextToken } from "../fields";
import { pageOf } from "../page";

const members = { NextToken: optional(nextToken) } satisfies Members<ListExportsInput>;

export const listExports = operation(ListExports$, members, (cloud, { NextToken: token }): ListExportsOutput => {
  const exported = cloud.cloudformation.stacks
    .all()
    .filter(({ status }) => status !== "DELETE_COMPLETE")
    .flatMap(({ id, outputs }) =>
      outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ ExportingStackId: id, Name: exportName, Value: value }],
      ),
    );
  const { items, ...page } = pageOf(exported, token);
  return { Exports: items, ...page };
});
