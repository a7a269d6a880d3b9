import {
  GetFunctionEventInvokeConfig$,
  type FunctionEventInvokeConfig,
  type GetFunctionEventInvokeConfigRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createEventInvokeConfigNotFoundFault } from "../faults";
import * as fields from "../fields";
import { formatFunctionArn, parseFunctionName } from "../function-name";
import { describeEventInvoke, requireEventInvokeConfig, formatEventInvokeKey } from "../functions/event-invoke";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<GetFunctionEventInvokeConfigRequest>;

export const getFunctionEventInvokeConfig = operation(
  GetFunctionEventInvokeConfig$,
  members,
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
