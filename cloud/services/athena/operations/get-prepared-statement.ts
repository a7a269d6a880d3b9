import {
  GetPreparedStatement$,
  type GetPreparedStatementInput,
  type GetPreparedStatementOutput,
} from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describePrepared } from "../describe-statement";
import { statementName, workGroupName } from "../fields";

const members = {
  StatementName: required(statementName),
  WorkGroup: required(workGroupName),
} satisfies Members<GetPreparedStatementInput>;

export const getPreparedStatement = operation(
  GetPreparedStatement$,
  members,
  (cloud, request): GetPreparedStatementOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup);
    return { PreparedStatement: describePrepared(cloud.athena.prepared.get(request.StatementName, name)) };
  },
);
