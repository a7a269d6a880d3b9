import {
  CreateNamedQuery$,
  GetNamedQuery$,
  ListNamedQueries$,
  UpdateNamedQuery$,
  BatchGetNamedQuery$,
  DeleteNamedQuery$,
} from "@aws-sdk/client-athena";
import type * as sdk from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createNamedQueryNotFoundFault } from "../model/faults";
import * as fields from "../model/fields";
import { createPage } from "./page";
import { PRIMARY } from "../model/work-groups";
import { lookUpEach, describeNamedQuery } from "./describe-execution";

const createNamedQueryMembers = {
  Name: required(fields.name),
  Description: optional(fields.freeDescription),
  Database: required(fields.databaseName),
  QueryString: required(fields.queryText),
  ClientRequestToken: optional(fields.requestToken),
  WorkGroup: optional(fields.workGroupName),
} satisfies Members<sdk.CreateNamedQueryInput>;

export const createNamedQuery = operation(
  CreateNamedQuery$,
  createNamedQueryMembers,
  (cloud, request): sdk.CreateNamedQueryOutput => {
    const group = cloud.athena.workGroups.requireUsable(request.WorkGroup ?? PRIMARY);
    return {
      NamedQueryId: cloud.athena.namedQueries.create({
        name: request.Name,
        description: request.Description,
        database: request.Database,
        query: request.QueryString,
        workGroup: group.name,
        token: request.ClientRequestToken,
      }),
    };
  },
);

const namedQueryMembers = { NamedQueryId: required(fields.id) } satisfies Members<sdk.GetNamedQueryInput> &
  Members<sdk.DeleteNamedQueryInput>;

export const getNamedQuery = operation(
  GetNamedQuery$,
  namedQueryMembers,
  (cloud, request): sdk.GetNamedQueryOutput => ({
    NamedQuery: describeNamedQuery(cloud.athena.namedQueries.get(request.NamedQueryId)),
  }),
);

const listNamedQueriesMembers = {
  NextToken: optional(fields.pageToken),
  MaxResults: optional(fields.from0To50),
  WorkGroup: optional(fields.workGroupName),
} satisfies Members<sdk.ListNamedQueriesInput>;

/** The newest comes first. */
export const listNamedQueries = operation(
  ListNamedQueries$,
  listNamedQueriesMembers,
  (cloud, request): sdk.ListNamedQueriesOutput => {
    const { name } = cloud.athena.workGroups.get(request.WorkGroup ?? PRIMARY);
    const { items, ...next } = createPage(
      cloud.athena.namedQueries.listByWorkGroup(name),
      ({ number }) => -number,
      request,
    );
    return { NamedQueryIds: items.map(({ id }) => id), ...next };
  },
);

const updateNamedQueryMembers = {
  NamedQueryId: required(fields.id),
  Name: required(fields.name),
  Description: optional(fields.freeDescription),
  QueryString: required(fields.queryText),
} satisfies Members<sdk.UpdateNamedQueryInput>;

export const updateNamedQuery = operation(
  UpdateNamedQuery$,
  updateNamedQueryMembers,
  (cloud, request): sdk.UpdateNamedQueryOutput => {
    cloud.athena.namedQueries.update(request.NamedQueryId, {
      name: request.Name,
      description: request.Description,
      query: request.QueryString,
    });
    return {};
  },
);

const batchGetNamedQueryMembers = {
  NamedQueryIds: required(fields.idsOf50),
} satisfies Members<sdk.BatchGetNamedQueryInput>;

export const batchGetNamedQuery = operation(
  BatchGetNamedQuery$,
  batchGetNamedQueryMembers,
  (cloud, request): sdk.BatchGetNamedQueryOutput => {
    const { found, missing } = lookUpEach(
      request.NamedQueryIds,
      (item) => cloud.athena.namedQueries.find(item),
      createNamedQueryNotFoundFault,
    );
    return {
      NamedQueries: found.map(describeNamedQuery),
      UnprocessedNamedQueryIds: missing.map(({ name, ...error }) => ({ NamedQueryId: name, ...error })),
    };
  },
);

export const deleteNamedQuery = operation(
  DeleteNamedQuery$,
  namedQueryMembers,
  (cloud, request): sdk.DeleteNamedQueryOutput => {
    cloud.athena.namedQueries.remove(request.NamedQueryId);
    return {};
  },
);
