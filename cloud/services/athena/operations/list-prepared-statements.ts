import {
  ListPreparedStatements$,
  type ListPreparedStatementsInput,
  type ListPreparedStatementsOutput,
} from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { pageToken, upTo50, workGroupName } from "../fields";
import { createPage } from "../page";

const members = {
  WorkGroup: required(workGroupName),
  NextToken: optional(pageToken),
  MaxResults: optional(upTo50),
} satisfies Members<ListPreparedStatementsInput>;

export const listPreparedStatements = operation(
  ListPreparedStatements$,
  members,
  (cloud, request): ListPreparedStatementsOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup);
    const { items, ...next } = createPage(cloud.athena.prepared.listOf(name), (statement) => statement.name, request);
    return {
      PreparedStatements: items.map((statement) => ({
        StatementName: statement.name,
        LastModifiedTime: new Date(statement.changedAt),
      })),
      ...next,
    };
  },
);
