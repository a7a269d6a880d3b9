import {
  ListFunctionEventInvokeConfigs$,
  type ListFunctionEventInvokeConfigsRequest,
  type ListFunctionEventInvokeConfigsResponse,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createNoSuchFunctionFault } from "../faults";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import { describeEventInvoke } from "../functions/event-invoke";
import { listPage } from "../page";

const members = {
  FunctionName: required(fields.functionName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf50),
} satisfies Members<ListFunctionEventInvokeConfigsRequest>;

export const listFunctionEventInvokeConfigs = operation(
  ListFunctionEventInvokeConfigs$,
  members,
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
