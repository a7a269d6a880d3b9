import {
  BatchGetPreparedStatement$,
  type BatchGetPreparedStatementInput,
  type BatchGetPreparedStatementOutput,
} from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { describePrepared } from "../describe-statement";
import { createPreparedStatementNotFoundFault } from "../faults";
import { statementName, workGroupName } from "../fields";
import { lookUpEach } from "../unprocessed";

const members = {
  PreparedStatementNames: required(list(statementName)),
  WorkGroup: required(workGroupName),
} satisfies Members<BatchGetPreparedStatementInput>;

export const batchGetPreparedStatement = operation(
  BatchGetPreparedStatement$,
  members,
  (cloud, request): BatchGetPreparedStatementOutput => {
    const { name: group } = cloud.athena.workGroups.get(request.WorkGroup);
    const { found, missing } = lookUpEach(
      request.PreparedStatementNames,
      (item) => cloud.athena.prepared.find(item, group),
      (item) => createPreparedStatementNotFoundFault(item, group),
    );
    return {
      PreparedStatements: found.map(describePrepared),
      UnprocessedPreparedStatementNames: missing.map(({ name, ...error }) => ({ StatementName: name, ...error })),
    };
  },
);
