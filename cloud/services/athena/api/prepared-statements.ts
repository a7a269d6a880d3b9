import {
  CreatePreparedStatement$,
  GetPreparedStatement$,
  ListPreparedStatements$,
  UpdatePreparedStatement$,
  BatchGetPreparedStatement$,
  DeletePreparedStatement$,
  type CreatePreparedStatementInput,
  type CreatePreparedStatementOutput,
  type GetPreparedStatementInput,
  type GetPreparedStatementOutput,
  type ListPreparedStatementsInput,
  type ListPreparedStatementsOutput,
  type UpdatePreparedStatementInput,
  type UpdatePreparedStatementOutput,
  type BatchGetPreparedStatementInput,
  type BatchGetPreparedStatementOutput,
  type DeletePreparedStatementInput,
  type DeletePreparedStatementOutput,
} from "@aws-sdk/client-athena";
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
} satisfies Members<CreatePreparedStatementInput> & Members<UpdatePreparedStatementInput>;

export const createPreparedStatement = operation(
  CreatePreparedStatement$,
  preparedStatementMembers,
  (cloud, request): CreatePreparedStatementOutput => {
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
} satisfies Members<GetPreparedStatementInput> & Members<DeletePreparedStatementInput>;

export const getPreparedStatement = operation(
  GetPreparedStatement$,
  getOrDeletePreparedStatementMembers,
  (cloud, request): GetPreparedStatementOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup);
    return { PreparedStatement: describePrepared(cloud.athena.prepared.get(request.StatementName, name)) };
  },
);

const listPreparedStatementsMembers = {
  WorkGroup: required(workGroupName),
  NextToken: optional(pageToken),
  MaxResults: optional(upTo50),
} satisfies Members<ListPreparedStatementsInput>;

export const listPreparedStatements = operation(
  ListPreparedStatements$,
  listPreparedStatementsMembers,
  (cloud, request): ListPreparedStatementsOutput => {
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

const batchGetPreparedStatementMembers = {
  PreparedStatementNames: required(list(statementName)),
  WorkGroup: required(workGroupName),
} satisfies Members<BatchGetPreparedStatementInput>;

export const batchGetPreparedStatement = operation(
  BatchGetPreparedStatement$,
  batchGetPreparedStatementMembers,
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

export const deletePreparedStatement = operation(
  DeletePreparedStatement$,
  getOrDeletePreparedStatementMembers,
  (cloud, request): DeletePreparedStatementOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup);
    cloud.athena.prepared.remove(request.StatementName, name);
    return {};
  },
);
