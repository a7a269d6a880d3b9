import {
  UpdatePreparedStatement$,
  type UpdatePreparedStatementInput,
  type UpdatePreparedStatementOutput,
} from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { description, queryText, statementName, workGroupName } from "../fields";

const members = {
  StatementName: required(statementName),
  WorkGroup: required(workGroupName),
  QueryStatement: required(queryText),
  Description: optional(description),
} satisfies Members<UpdatePreparedStatementInput>;

export const updatePreparedStatement = operation(
  UpdatePreparedStatement$,
  members,
  (cloud, request): UpdatePreparedStatementOutput => {
    const { name: workGroup } = cloud.athena.workGroups.get(request.WorkGroup);
    cloud.athena.prepared.update({
      name: request.StatementName,
      workGroup,
      query: request.QueryStatement,
      description: request.Description,
    });
    return {};
  },
);
