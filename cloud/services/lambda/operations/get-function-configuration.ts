import {
  GetFunctionConfiguration$,
  type FunctionConfiguration,
  type GetFunctionConfigurationRequest,
} from "@aws-sdk/client-lambda";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import * as fields from "../fields";
import { parseFunctionName } from "../function-name";
import { describe } from "../functions/describe";

const members = {
  FunctionName: required(fields.functionName),
  Qualifier: optional(fields.qualifier),
} satisfies Members<GetFunctionConfigurationRequest>;

export const getFunctionConfiguration = operation(
  GetFunctionConfiguration$,
  members,
  (cloud, request): Reply<FunctionConfiguration> => {
    const named = parseFunctionName(cloud, request.FunctionName, request.Qualifier);
    const found = cloud.lambda.functions.requireFunction(named);
    return describe(cloud, found, {
      version: cloud.lambda.functions.requireVersion(found, named.qualifier),
      qualifier: named.qualifier,
    });
  },
);
