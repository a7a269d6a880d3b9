import { DeleteFunctionEventInvokeConfig$, type DeleteFunctionEventInvokeConfigRequest } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createEventInvokeConfigNotFoundFault } from "../faults";
import * as fields from "../fields";
import { formatFunctionArn, parseFunctionName } from "../function-name";
import { requireEventInvokeConfig, formatEventInvokeKey } from "../functions/event-invoke";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<DeleteFunctionEventInvokeConfigRequest>;

export const deleteFunctionEventInvokeConfig = operation(
  DeleteFunctionEventInvokeConfig$,
  members,
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
