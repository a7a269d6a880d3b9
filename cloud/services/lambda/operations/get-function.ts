import { GetFunction$, type GetFunctionRequest, type GetFunctionResponse } from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import { describe } from "../functions/describe";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<GetFunctionRequest>;

export const getFunction = operation(GetFunction$, members, (cloud, request, call): Reply<GetFunctionResponse> => {
  const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
  const found = cloud.lambda.functions.requireFunction(named);
  const version = cloud.lambda.functions.requireVersion(found, named.qualifier);
  return {
    Configuration: describe(cloud, found, { version, qualifier: named.qualifier }),
    Code: {
      RepositoryType: "S3",
      Location: `${call.endpoint}/_lab/lambda/code?${cloud.lambda.codeLinks.query({ function: found.name, version: version.version })}`,
    },
    ...(Object.keys(found.tags).length === 0 ? {} : { Tags: { ...found.tags } }),
    ...(found.reservedConcurrency === undefined
      ? {}
      : { Concurrency: { ReservedConcurrentExecutions: found.reservedConcurrency } }),
  };
});
