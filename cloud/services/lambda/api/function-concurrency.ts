import * as fields from "../model/fields";
import { PutFunctionConcurrency$, GetFunctionConcurrency$, DeleteFunctionConcurrency$ } from "@aws-sdk/client-lambda";
import type * as sdk from "@aws-sdk/client-lambda";
import { required, type Members, type Reply } from "../../../core/members";
import { integer } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { MIN_UNRESERVED } from "../model/execution/concurrency";
import { createFunctionsOnlyFault, createUnreservedTooLowFault } from "../model/faults";
import { parseFunctionName } from "../model/function-name";

const putFunctionConcurrencyMembers = {
  FunctionName: required(fields.functionName),
  ReservedConcurrentExecutions: required(integer({ min: 0 })),
} satisfies Members<sdk.PutFunctionConcurrencyRequest>;

/** Reserves concurrency for a function, which other functions can then not use; 0 stops the function. */
export const putFunctionConcurrency = operation(
  PutFunctionConcurrency$,
  putFunctionConcurrencyMembers,
  (cloud, request): Reply<sdk.Concurrency> => {
    const { ReservedConcurrentExecutions: requested } = request;
    const { functions, executions } = cloud.lambda;
    const named = parseFunctionName(cloud, request.FunctionName);
    if (named.qualifier !== undefined) throw createFunctionsOnlyFault();
    // AWS's error text names the version that was looked up.
    const found = functions.requireFunction({ ...named, qualifier: "$LATEST" });
    if (executions.concurrency.unreserved + (found.reservedConcurrency ?? 0) - requested < MIN_UNRESERVED)
      throw createUnreservedTooLowFault(MIN_UNRESERVED);
    functions.save({ ...found, reservedConcurrency: requested });
    return { ReservedConcurrentExecutions: requested };
  },
);

const functionConcurrencyMembers = {
  FunctionName: required(fields.functionName),
} satisfies Members<sdk.GetFunctionConcurrencyRequest> & Members<sdk.DeleteFunctionConcurrencyRequest>;

export const getFunctionConcurrency = operation(
  GetFunctionConcurrency$,
  functionConcurrencyMembers,
  (cloud, request): Reply<sdk.GetFunctionConcurrencyResponse> => {
    const { reservedConcurrency } = cloud.lambda.functions.requireFunction(
      parseFunctionName(cloud, request.FunctionName),
    );
    return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
  },
);

export const deleteFunctionConcurrency = operation(
  DeleteFunctionConcurrency$,
  functionConcurrencyMembers,
  (cloud, request): Reply<object> => {
    const { functions } = cloud.lambda;
    const left = { ...functions.requireFunction(parseFunctionName(cloud, request.FunctionName)) };
    delete left.reservedConcurrency;
    functions.save(left);
    return {};
  },
);
