import * as fields from "../model/fields";
import {
  PutFunctionEventInvokeConfig$,
  GetFunctionEventInvokeConfig$,
  ListFunctionEventInvokeConfigs$,
  UpdateFunctionEventInvokeConfig$,
  DeleteFunctionEventInvokeConfig$,
  type FunctionEventInvokeConfig,
  type PutFunctionEventInvokeConfigRequest,
  type GetFunctionEventInvokeConfigRequest,
  type ListFunctionEventInvokeConfigsRequest,
  type ListFunctionEventInvokeConfigsResponse,
  type UpdateFunctionEventInvokeConfigRequest,
  type DeleteFunctionEventInvokeConfigRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import { createNoSuchFunctionFault, createEventInvokeConfigNotFoundFault } from "../model/faults";
import { parseFunctionName, formatFunctionArn } from "../model/function-name";
import {
  describeEventInvoke,
  formatEventInvokeKey,
  mergeInput,
  requireEventInvokeConfig,
} from "./functions/event-invoke";
import { listPage } from "./page";

const functionEventInvokeConfigMembers = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
  ...fields.eventInvoke,
} satisfies Members<PutFunctionEventInvokeConfigRequest> & Members<UpdateFunctionEventInvokeConfigRequest>;

/** Replaces the whole configuration. */
export const putFunctionEventInvokeConfig = operation(
  PutFunctionEventInvokeConfig$,
  functionEventInvokeConfigMembers,
  (cloud, request): Reply<FunctionEventInvokeConfig> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined || !functions.has(found, named.qualifier)) throw createNoSuchFunctionFault();
    const key = formatEventInvokeKey(named);
    const config = mergeInput(cloud, { of: found, before: {} }, request);
    functions.save({ ...found, eventInvoke: { ...found.eventInvoke, [key]: config } });
    return describeEventInvoke(cloud, found, { key, config });
  },
);

const getOrDeleteFunctionEventInvokeConfigMembers = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<GetFunctionEventInvokeConfigRequest> & Members<DeleteFunctionEventInvokeConfigRequest>;

export const getFunctionEventInvokeConfig = operation(
  GetFunctionEventInvokeConfig$,
  getOrDeleteFunctionEventInvokeConfigMembers,
  (cloud, request): Reply<FunctionEventInvokeConfig> => {
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = cloud.lambda.functions.find(named.name);
    if (found === undefined)
      throw createEventInvokeConfigNotFoundFault(formatFunctionArn(cloud, named.name, formatEventInvokeKey(named)));
    return describeEventInvoke(cloud, found, {
      key: formatEventInvokeKey(named),
      config: requireEventInvokeConfig(cloud, found, named),
    });
  },
);

const listFunctionEventInvokeConfigsMembers = {
  FunctionName: required(fields.functionName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf50),
} satisfies Members<ListFunctionEventInvokeConfigsRequest>;

export const listFunctionEventInvokeConfigs = operation(
  ListFunctionEventInvokeConfigs$,
  listFunctionEventInvokeConfigsMembers,
  (cloud, request): Reply<ListFunctionEventInvokeConfigsResponse> => {
    const found = cloud.lambda.functions.find(parseFunctionName(cloud, request.FunctionName).name);
    if (found === undefined) throw createNoSuchFunctionFault();
    const { items, ...next } = listPage(
      Object.entries(found.eventInvoke).sort(([a], [b]) => (a < b ? -1 : 1)),
      ([key]) => key,
      request,
    );
    return {
      FunctionEventInvokeConfigs: items.map(([key, config]) => describeEventInvoke(cloud, found, { key, config })),
      ...next,
    };
  },
);

/** Changes only the given members. */
export const updateFunctionEventInvokeConfig = operation(
  UpdateFunctionEventInvokeConfig$,
  functionEventInvokeConfigMembers,
  (cloud, request): Reply<FunctionEventInvokeConfig> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined) throw createNoSuchFunctionFault();
    const key = formatEventInvokeKey(named);
    const config = mergeInput(cloud, { of: found, before: requireEventInvokeConfig(cloud, found, named) }, request);
    functions.save({ ...found, eventInvoke: { ...found.eventInvoke, [key]: config } });
    return describeEventInvoke(cloud, found, { key, config });
  },
);

export const deleteFunctionEventInvokeConfig = operation(
  DeleteFunctionEventInvokeConfig$,
  getOrDeleteFunctionEventInvokeConfigMembers,
  (cloud, request): Reply<object> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined)
      throw createEventInvokeConfigNotFoundFault(formatFunctionArn(cloud, named.name, formatEventInvokeKey(named)));
    requireEventInvokeConfig(cloud, found, named);
    functions.save({
      ...found,
      eventInvoke: Object.fromEntries(
        Object.entries(found.eventInvoke).filter(([key]) => key !== formatEventInvokeKey(named)),
      ),
    });
    return {};
  },
);
