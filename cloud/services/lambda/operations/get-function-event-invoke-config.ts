import {
  GetFunctionEventInvokeConfig$,
  type FunctionEventInvokeConfig,
  type GetFunctionEventInvokeConfigRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { eventInvokeConfigNotFound } from "../faults";
import * as fields from "../fields";
import { functionArn, namedFunction } from "../function-name";
import { describeEventInvoke, eventInvokeConfig, eventInvokeKey } from "../functions/event-invoke";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<GetFunctionEventInvokeConfigRequest>;

export const getFunctionEventInvokeConfig = operation(
  GetFunctionEventInvokeConfig$,
  members,
  (cloud, request): Reply<FunctionEventInvokeConfig> => {
    const named = namedFunction(cloud, request.FunctionName, request.Qualifier);
    const found = cloud.lambda.functions.find(named.name);
    if (found === undefined) throw eventInvokeConfigNotFound(functionArn(cloud, named.name, eventInvokeKey(named)));
    return describeEventInvoke(cloud, found, {
      key: eventInvokeKey(named),
      config: eventInvokeConfig(cloud, found, named),
    });
  },
);
