import {
  GetFunctionCodeSigningConfig$,
  type GetFunctionCodeSigningConfigRequest,
  type GetFunctionCodeSigningConfigResponse,
} from "@aws-sdk/client-lambda";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import * as fields from "../model/fields";
import { parseFunctionName } from "../model/function-name";

const members = { FunctionName: required(fields.functionName) } satisfies Members<GetFunctionCodeSigningConfigRequest>;

/** Answers without a configuration, since no function has one; Terraform calls this operation all the same. */
export const getFunctionCodeSigningConfig = operation(
  GetFunctionCodeSigningConfig$,
  members,
  (cloud, request): Reply<GetFunctionCodeSigningConfigResponse> => {
    const { name } = cloud.lambda.functions.requireFunction(parseFunctionName(cloud, request.FunctionName));
    return { CodeSigningConfigArn: "", FunctionName: name };
  },
);
