import type * as sdk from "@aws-sdk/client-lambda";
import { AwsFault } from "../../core/faults";
import type { OperationNames } from "../../core/operation";
import { formatViolations } from "../../core/violations";
import { createRestJson } from "../../protocols/rest-json";
import { createService, type OperationTable } from "../service";
import { notEmulatedOperations } from "./not-emulated";
import { addLayerVersionPermission, removeLayerVersionPermission } from "./operations/layer-version-permissions";
import { addPermission, removePermission } from "./operations/permissions";
import { createAlias, deleteAlias, getAlias, updateAlias } from "./operations/aliases";
import {
  createEventSourceMapping,
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from "./operations/event-source-mappings";
import { createFunction, deleteFunction, getFunction, listFunctions } from "./operations/functions";
import {
  deleteFunctionConcurrency,
  getFunctionConcurrency,
  putFunctionConcurrency,
} from "./operations/function-concurrency";
import {
  deleteFunctionEventInvokeConfig,
  getFunctionEventInvokeConfig,
  listFunctionEventInvokeConfigs,
  putFunctionEventInvokeConfig,
  updateFunctionEventInvokeConfig,
} from "./operations/function-event-invoke-configs";
import {
  deleteLayerVersion,
  getLayerVersion,
  listLayerVersions,
  publishLayerVersion,
} from "./operations/layer-versions";
import { getAccountSettings } from "./operations/get-account-settings";
import { getFunctionCodeSigningConfig } from "./operations/get-function-code-signing-config";
import { getFunctionConfiguration, updateFunctionConfiguration } from "./operations/function-configurations";
import { getLayerVersionByArn } from "./operations/get-layer-version-by-arn";
import { getLayerVersionPolicy } from "./operations/get-layer-version-policy";
import { getPolicy } from "./operations/get-policy";
import { invoke } from "./operations/invoke";
import { listAliases } from "./operations/list-aliases";
import { listLayers } from "./operations/list-layers";
import { listTags, tagResource, untagResource } from "./operations/tags";
import { listVersionsByFunction } from "./operations/list-versions-by-function";
import { publishVersion } from "./operations/publish-version";
import { updateFunctionCode } from "./operations/update-function-code";
import { lookUpCode } from "./code-lookup";
import { getLiveFigures } from "./live";
import { createFunctionsView, createMappingsView } from "./views";
import { createLambdaRates } from "./rates";

/** AWS's own limit: a zip of 50 MiB in base64, with room for the JSON around it. */
const LARGEST_BODY_BYTES = 70_167_211;

const operations = {
  AddLayerVersionPermission: addLayerVersionPermission,
  AddPermission: addPermission,
  CreateAlias: createAlias,
  CreateEventSourceMapping: createEventSourceMapping,
  CreateFunction: createFunction,
  DeleteAlias: deleteAlias,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  DeleteFunction: deleteFunction,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig,
  DeleteLayerVersion: deleteLayerVersion,
  GetAccountSettings: getAccountSettings,
  GetAlias: getAlias,
  GetEventSourceMapping: getEventSourceMapping,
  GetFunction: getFunction,
  GetFunctionCodeSigningConfig: getFunctionCodeSigningConfig,
  GetFunctionConcurrency: getFunctionConcurrency,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
  GetLayerVersion: getLayerVersion,
  GetLayerVersionByArn: getLayerVersionByArn,
  GetLayerVersionPolicy: getLayerVersionPolicy,
  GetPolicy: getPolicy,
  Invoke: invoke,
  ListAliases: listAliases,
  ListEventSourceMappings: listEventSourceMappings,
  ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs,
  ListFunctions: listFunctions,
  ListLayerVersions: listLayerVersions,
  ListLayers: listLayers,
  ListTags: listTags,
  ListVersionsByFunction: listVersionsByFunction,
  PublishLayerVersion: publishLayerVersion,
  PublishVersion: publishVersion,
  PutFunctionConcurrency: putFunctionConcurrency,
  PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
  RemoveLayerVersionPermission: removeLayerVersionPermission,
  RemovePermission: removePermission,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAlias: updateAlias,
  UpdateEventSourceMapping: updateEventSourceMapping,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
  UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig,
  ...notEmulatedOperations,
} satisfies OperationTable<OperationNames<typeof sdk>>;

/** AWS Lambda: functions of zip packages, in processes of this machine. */
export const lambda = createService({
  name: "lambda",
  signingName: "lambda",
  protocols: [createRestJson()],
  maxBodyBytes: LARGEST_BODY_BYTES,
  createInvalidFault: (found) => new AwsFault("ValidationException", formatViolations(found)),
  isClaiming: ({ path }) =>
    /^\/20\d\d-\d\d-\d\d\/(?:functions|event-source-mappings|tags|account-settings|layers)(?:\/|$)/.test(path),
  rates: createLambdaRates(Object.keys(operations)),
  operations,
  createViews: (cloud) => [createFunctionsView(cloud), createMappingsView(cloud)],
  getLiveFigures,
  lookups: { code: lookUpCode },
});
