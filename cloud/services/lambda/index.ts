import type * as sdk from "@aws-sdk/client-lambda";
import { AwsFault } from "../../core/faults";
import type { OperationNames } from "../../core/operation";
import { violationsText } from "../../core/violations";
import { restJson } from "../../protocols/rest-json";
import { service, type OperationTable } from "../service";
import { leftOut } from "./left-out";
import { createFunction } from "./operations/create-function";
import { deleteFunction } from "./operations/delete-function";
import { getFunction } from "./operations/get-function";
import { getFunctionConfiguration } from "./operations/get-function-configuration";
import { invoke } from "./operations/invoke";
import { listFunctions } from "./operations/list-functions";
import { updateFunctionCode } from "./operations/update-function-code";
import { updateFunctionConfiguration } from "./operations/update-function-configuration";
import { functionsView } from "./views";

/** A zip of 50 MiB in base64, with room for what surrounds it: AWS's own limit. */
const LARGEST_BODY_BYTES = 70_167_211;

/** AWS Lambda: functions of zip packages, in processes of this machine. */
export const lambda = service({
  name: "lambda",
  signingName: "lambda",
  protocols: [restJson()],
  maxBodyBytes: LARGEST_BODY_BYTES,
  invalid: (found) => new AwsFault("ValidationException", violationsText(found)),
  claims: ({ path }) => /^\/20\d\d-\d\d-\d\d\/(?:functions|event-source-mappings|tags|account-settings|layers)(?:\/|$)/.test(path),
  operations: {
    CreateFunction: createFunction,
    DeleteFunction: deleteFunction,
    GetFunction: getFunction,
    GetFunctionConfiguration: getFunctionConfiguration,
    Invoke: invoke,
    ListFunctions: listFunctions,
    UpdateFunctionCode: updateFunctionCode,
    UpdateFunctionConfiguration: updateFunctionConfiguration,
    ...leftOut,
  } satisfies OperationTable<OperationNames<typeof sdk>>,
  views: (cloud) => [functionsView(cloud)],
});
