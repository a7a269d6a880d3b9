import {
  UpdateFunctionEventInvokeConfig$,
  type FunctionEventInvokeConfig,
  type UpdateFunctionEventInvokeConfigRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createNoSuchFunctionFault } from "../faults";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import {
  describeEventInvoke,
  requireEventInvokeConfig,
  formatEventInvokeKey,
  mergeGiven,
} from "../functions/event-invoke";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
  ...fields.eventInvoke,
} satisfies Members<UpdateFunctionEventInvokeConfigRequest>;

/** Changes only the given members. */
export const updateFunctionEventInvokeConfig = operation(
  UpdateFunctionEventInvokeConfig$,
  members,
  (cloud, request): Reply<FunctionEventInvokeConfig> => {
    const { functions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined) throw createNoSuchFunctionFault();
    const key = formatEventInvokeKey(named);
    const config = mergeGiven(cloud, { of: found, before: requireEventInvokeConfig(cloud, found, named) }, request);
    functions.save({ ...found, eventInvoke: { ...found.eventInvoke, [key]: config } });
    return describeEventInvoke(cloud, found, { key, config });
  },
);
