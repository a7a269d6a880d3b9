import { DeleteFunctionConcurrency$, type DeleteFunctionConcurrencyRequest } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";

const members = { FunctionName: required(fields.functionName) } satisfies Members<DeleteFunctionConcurrencyRequest>;

export const deleteFunctionConcurrency = operation(
  DeleteFunctionConcurrency$,
  members,
  (cloud, request): Reply<object> => {
    const { functions } = cloud.lambda;
    const left = { ...functions.requireFunction(parseFunctionName(cloud, request.FunctionName)) };
    delete left.reservedConcurrency;
    functions.save(left);
    return {};
  },
);
