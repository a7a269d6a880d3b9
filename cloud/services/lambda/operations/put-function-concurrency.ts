import { PutFunctionConcurrency$, type Concurrency, type PutFunctionConcurrencyRequest } from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { integer } from "../../../core/rules";
import { operation } from "../../operation";
import { LEAST_UNRESERVED } from "../execution/concurrency";
import { functionsOnly, unreservedTooLow } from "../faults";
import * as fields from "../fields";
import { namedFunction } from "../function-name";

const members = {
  FunctionName: required(fields.functionName),
  ReservedConcurrentExecutions: required(integer({ min: 0 })),
} satisfies Members<PutFunctionConcurrencyRequest>;

/** What is reserved for one function is no longer there for the others; 0 stops it. */
export const putFunctionConcurrency = operation(
  PutFunctionConcurrency$,
  members,
  (cloud, request): Reply<Concurrency> => {
    const { ReservedConcurrentExecutions: wanted } = request;
    const { functions, executions } = cloud.lambda;
    const named = namedFunction(cloud, request.FunctionName);
    if (named.qualifier !== undefined) throw functionsOnly();
    // AWS's words name the version that it looked for.
    const found = functions.named({ ...named, qualifier: "$LATEST" });
    if (executions.concurrency.unreserved + (found.reservedConcurrency ?? 0) - wanted < LEAST_UNRESERVED)
      throw unreservedTooLow(LEAST_UNRESERVED);
    functions.save({ ...found, reservedConcurrency: wanted });
    return { ReservedConcurrentExecutions: wanted };
  },
);
