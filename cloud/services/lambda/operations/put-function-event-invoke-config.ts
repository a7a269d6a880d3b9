import {
  PutFunctionEventInvokeConfig$,
  type FunctionEventInvokeConfig,
  type PutFunctionEventInvokeConfigRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { noSuchFunction } from "../faults";
import * as fields from "../fields";
import { namedFunction } from "../function-name";
import { describeEventInvoke, eventInvokeKey, withGiven } from "../functions/event-invoke";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
  ...fields.eventInvoke,
} satisfies Members<PutFunctionEventInvokeConfigRequest>;

/** Replaces the whole configuration. */
export const putFunctionEventInvokeConfig = operation(
  PutFunctionEventInvokeConfig$,
  members,
  (cloud, request): Reply<FunctionEventInvokeConfig> => {
    const { functions } = cloud.lambda;
    const named = namedFunction(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined || !functions.has(found, named.qualifier)) throw noSuchFunction();
    const key = eventInvokeKey(named);
    const config = withGiven(cloud, { of: found, before: {} }, request);
    functions.save({ ...found, eventInvoke: { ...found.eventInvoke, [key]: config } });
    return describeEventInvoke(cloud, found, { key, config });
  },
);
