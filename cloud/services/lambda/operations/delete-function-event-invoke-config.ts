import { DeleteFunctionEventInvokeConfig$, type DeleteFunctionEventInvokeConfigRequest } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { eventInvokeConfigNotFound } from "../faults";
import * as fields from "../fields";
import { functionArn, namedFunction } from "../function-name";
import { eventInvokeConfig, eventInvokeKey } from "../functions/event-invoke";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<DeleteFunctionEventInvokeConfigRequest>;

export const deleteFunctionEventInvokeConfig = operation(
  DeleteFunctionEventInvokeConfig$,
  members,
  (cloud, request): Reply<object> => {
    const { functions } = cloud.lambda;
    const named = namedFunction(cloud, request.FunctionName, request.Qualifier);
    const found = functions.find(named.name);
    if (found === undefined) throw eventInvokeConfigNotFound(functionArn(cloud, named.name, eventInvokeKey(named)));
    eventInvokeConfig(cloud, found, named);
    functions.save({
      ...found,
      eventInvoke: Object.fromEntries(
        Object.entries(found.eventInvoke).filter(([key]) => key !== eventInvokeKey(named)),
      ),
    });
    return {};
  },
);
