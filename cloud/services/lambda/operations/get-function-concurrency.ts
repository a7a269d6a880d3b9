import {
  GetFunctionConcurrency$,
  type GetFunctionConcurrencyRequest,
  type GetFunctionConcurrencyResponse,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";

const members = { FunctionName: required(fields.functionName) } satisfies Members<GetFunctionConcurrencyRequest>;

export const getFunctionConcurrency = operation(
  GetFunctionConcurrency$,
  members,
  (cloud, request): Reply<GetFunctionConcurrencyResponse> => {
    const { reservedConcurrency } = cloud.lambda.functions.requireFunction(
      parseFunctionName(cloud, request.FunctionName),
    );
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
);
