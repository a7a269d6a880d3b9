import {
  DeletePreparedStatement$,
  type DeletePreparedStatementInput,
  type DeletePreparedStatementOutput,
} from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { statementName, workGroupName } from "../fields";

const members = {
  StatementName: required(statementName),
  WorkGroup: required(workGroupName),
} satisfies Members<DeletePreparedStatementInput>;

export const deletePreparedStatement = operation(
  DeletePreparedStatement$,
  members,
  (cloud, request): DeletePreparedStatementOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup);
    cloud.athena.prepared.remove(request.StatementName, name);
    return {};
  },
);
