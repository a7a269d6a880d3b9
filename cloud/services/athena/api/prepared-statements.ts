import {
  CreatePreparedStatement$,
  GetPreparedStatement$,
  ListPreparedStatements$,
  UpdatePreparedStatement$,
  BatchGetPreparedStatement$,
  DeletePreparedStatement$,
} from "@aws-sdk/client-athena";
import type * as sdk from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createPreparedStatementNotFoundFault } from "../model/faults";
import { description, queryText, statementName, workGroupName, pageToken, upTo50 } from "../model/fields";
import { createPage } from "./page";
import { lookUpEach, describePrepared } from "./describe-execution";

const preparedStatementMembers = {
  StatementName: required(statementName),
  WorkGroup: required(workGroupName),
  QueryStatement: required(queryText),
  Description: optional(description),
} satisfies Members<sdk.CreatePreparedStatementInput> & Members<sdk.UpdatePreparedStatementInput>;

export const createPreparedStatement = operation(
  CreatePreparedStatement$,
  preparedStatementMembers,
  (cloud, request): sdk.CreatePreparedStatementOutput => {
    const { name: workGroup } = cloud.athena.workGroups.get(request.WorkGroup);
    cloud.athena.prepared.create({
      name: request.StatementName,
      workGroup,
      query: request.QueryStatement,
      description: request.Description,
    });
    return {};
  },
);

const getOrDeletePreparedStatementMembers = {
  StatementName: required(statementName),
  WorkGroup: required(workGroupName),
} satisfies Members<sdk.GetPreparedStatementInput> & Members<sdk.DeletePreparedStatementInput>;

export const getPreparedStatement = operation(
  GetPreparedStatement$,
  getOrDeletePreparedStatementMembers,
  (cloud, request): sdk.GetPreparedStatementOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup);
    return { PreparedStatement: describePrepared(cloud.athena.prepared.get(request.StatementName, name)) };
  },
);

const listPreparedStatementsMembers = {
  WorkGroup: required(workGroupName),
  NextToken: optional(pageToken),
  MaxResults: optional(upTo50),
} satisfies Members<sdk.ListPreparedStatementsInput>;

export const listPreparedStatements = operation(
  ListPreparedStatements$,
  listPreparedStatementsMembers,
  (cloud, request): sdk.ListPreparedStatementsOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup);
    const { items, ...next } = createPage(
      cloud.athena.prepared.listByWorkGroup(name),
      (statement) => statement.name,
      request,
    );
    return {
      PreparedStatements: items.map((statement) => ({
        StatementName: statement.name,
        LastModifiedTime: new Date(statement.changedAt),
      })),
      ...next,
    };
  },
);

export const updatePreparedStatement = operation(
  UpdatePreparedStatement$,
  preparedStatementMembers,
  (cloud, request): sdk.UpdatePreparedStatementOutput => {
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

const batchGetPreparedStatementMembers = {
  PreparedStatementNames: required(list(statementName)),
  WorkGroup: required(workGroupName),
} satisfies Members<sdk.BatchGetPreparedStatementInput>;

export const batchGetPreparedStatement = operation(
  BatchGetPreparedStatement$,
  batchGetPreparedStatementMembers,
  (cloud, request): sdk.BatchGetPreparedStatementOutput => {
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

export const deletePreparedStatement = operation(
  DeletePreparedStatement$,
  getOrDeletePreparedStatementMembers,
  (cloud, request): sdk.DeletePreparedStatementOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup);
    cloud.athena.prepared.remove(request.StatementName, name);
    return {};
  },
);
