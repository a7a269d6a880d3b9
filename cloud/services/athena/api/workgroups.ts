import {
  CreateWorkGroup$,
  GetWorkGroup$,
  ListWorkGroups$,
  UpdateWorkGroup$,
  DeleteWorkGroup$,
  ListEngineVersions$,
} from "@aws-sdk/client-athena";
import type * as sdk from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operationWithNotes, operation } from "../../framework/operation";
import { createPrimaryStaysFault, createWorkGroupNotEmptyFault } from "../model/faults";
import * as fields from "../model/fields";
import { createPage } from "./page";
import { PRIMARY, ENGINE } from "../model/work-groups";
import { describeWorkGroup, summarizeWorkGroup } from "./describe-work-group";
import { workGroupArn } from "./tags";
import { integer } from "../../../core/rules";

const members = {
  NextToken: optional(fields.pageToken),
  MaxResults: optional(integer({ min: 1, max: 10 })),
} satisfies Members<sdk.ListEngineVersionsInput>;

export const listEngineVersions = operation(
  ListEngineVersions$,
  members,
  (_cloud, request): sdk.ListEngineVersionsOutput => {
    const { items, ...next } = createPage(["AUTO", ENGINE], (name) => name, request);
    return {
      EngineVersions: items.map((name) => ({ SelectedEngineVersion: name, EffectiveEngineVersion: ENGINE })),
      ...next,
    };
  },
);

const createWorkGroupMembers = {
  Name: required(fields.workGroupName),
  Configuration: optional(fields.workGroupConfiguration),
  Description: optional(fields.freeDescription),
  Tags: optional(fields.tagList),
} satisfies Members<sdk.CreateWorkGroupInput>;

export const createWorkGroup = operationWithNotes(fields.RESULT_KEY)(
  CreateWorkGroup$,
  createWorkGroupMembers,
  (cloud, request, call): sdk.CreateWorkGroupOutput => {
    fields.reportResultKey(call, request.Configuration?.ResultConfiguration);
    cloud.athena.workGroups.create(request.Name, {
      configuration: request.Configuration,
      description: request.Description,
    });
    cloud.athena.tags.add(workGroupArn(cloud, request.Name), request.Tags ?? []);
    return {};
  },
);

const getWorkGroupMembers = { WorkGroup: required(fields.workGroupName) } satisfies Members<sdk.GetWorkGroupInput>;

export const getWorkGroup = operation(GetWorkGroup$, getWorkGroupMembers, (cloud, request): sdk.GetWorkGroupOutput => ({
  WorkGroup: describeWorkGroup(cloud.athena.workGroups.get(request.WorkGroup)),
}));

const listWorkGroupsMembers = {
  NextToken: optional(fields.pageToken),
  MaxResults: optional(fields.upTo50),
} satisfies Members<sdk.ListWorkGroupsInput>;

export const listWorkGroups = operation(
  ListWorkGroups$,
  listWorkGroupsMembers,
  (cloud, request): sdk.ListWorkGroupsOutput => {
    const { items, ...next } = createPage(cloud.athena.workGroups.listAll(), ({ name }) => name, request);
    return { WorkGroups: items.map(summarizeWorkGroup), ...next };
  },
);

const updateWorkGroupMembers = {
  WorkGroup: required(fields.workGroupName),
  Description: optional(fields.freeDescription),
  ConfigurationUpdates: optional(fields.configurationUpdates),
  State: optional(fields.state),
} satisfies Members<sdk.UpdateWorkGroupInput>;

export const updateWorkGroup = operationWithNotes(fields.RESULT_KEY)(
  UpdateWorkGroup$,
  updateWorkGroupMembers,
  (cloud, request, call): sdk.UpdateWorkGroupOutput => {
    fields.reportResultKey(call, request.ConfigurationUpdates?.ResultConfigurationUpdates);
    cloud.athena.workGroups.update(request.WorkGroup, {
      state: request.State,
      description: request.Description,
      updates: request.ConfigurationUpdates,
    });
    return {};
  },
);

const deleteWorkGroupMembers = {
  WorkGroup: required(fields.workGroupName),
  RecursiveDeleteOption: optional(fields.flag),
} satisfies Members<sdk.DeleteWorkGroupInput>;

/** With RecursiveDeleteOption, also deletes the group's history, named queries and prepared statements. */
export const deleteWorkGroup = operation(
  DeleteWorkGroup$,
  deleteWorkGroupMembers,
  (cloud, { WorkGroup: name, RecursiveDeleteOption: isRecursive }): sdk.DeleteWorkGroupOutput => {
    const { workGroups, executions, namedQueries, prepared, runner, tags } = cloud.athena;
    if (name === PRIMARY) throw createPrimaryStaysFault();
    workGroups.get(name);
    const inside = {
      executions: executions.listByWorkGroup(name),
      queries: namedQueries.listByWorkGroup(name),
      statements: prepared.listByWorkGroup(name),
    };
    if (isRecursive !== true && Object.values(inside).some(({ length }) => length > 0))
      throw createWorkGroupNotEmptyFault(name);
    for (const execution of inside.executions) runner.cancel(execution);
    executions.removeByWorkGroup(name);
    for (const { id } of inside.queries) namedQueries.remove(id);
    for (const statement of inside.statements) prepared.remove(statement.name, name);
    tags.removeAll(workGroupArn(cloud, name));
    workGroups.remove(name);
    return {};
  },
);
