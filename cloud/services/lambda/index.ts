import type * as sdk from "@aws-sdk/client-lambda";
import { AwsFault } from "../../core/faults";
import type { OperationNames } from "../../core/operation";
import { formatViolations } from "../../core/violations";
import { createRestJson } from "../../protocols/rest-json";
import { createService, type OperationTable } from "../service";
import { notEmulatedOperations } from "./not-emulated";
import { addLayerVersionPermission } from "./operations/add-layer-version-permission";
import { addPermission } from "./operations/add-permission";
import { createAlias } from "./operations/create-alias";
import { createEventSourceMapping } from "./operations/create-event-source-mapping";
import { createFunction } from "./operations/create-function";
import { deleteAlias } from "./operations/delete-alias";
import { deleteEventSourceMapping } from "./operations/delete-event-source-mapping";
import { deleteFunction } from "./operations/delete-function";
import { deleteFunctionConcurrency } from "./operations/delete-function-concurrency";
import { deleteFunctionEventInvokeConfig } from "./operations/delete-function-event-invoke-config";
import { deleteLayerVersion } from "./operations/delete-layer-version";
import { getAccountSettings } from "./operations/get-account-settings";
import { getAlias } from "./operations/get-alias";
import { getEventSourceMapping } from "./operations/get-event-source-mapping";
import { getFunction } from "./operations/get-function";
import { getFunctionCodeSigningConfig } from "./operations/get-function-code-signing-config";
import { getFunctionConcurrency } from "./operations/get-function-concurrency";
import { getFunctionConfiguration } from "./operations/get-function-configuration";
import { getFunctionEventInvokeConfig } from "./operations/get-function-event-invoke-config";
import { getLayerVersion } from "./operations/get-layer-version";
import { getLayerVersionByArn } from "./operations/get-layer-version-by-arn";
import { getLayerVersionPolicy } from "./operations/get-layer-version-policy";
import { getPolicy } from "./operations/get-policy";
import { invoke } from "./operations/invoke";
import { listAliases } from "./operations/list-aliases";
import { listEventSourceMappings } from "./operations/list-event-source-mappings";
import { listFunctionEventInvokeConfigs } from "./operations/list-function-event-invoke-configs";
import { listFunctions } from "./operations/list-functions";
import { listLayerVersions } from "./operations/list-layer-versions";
import { listLayers } from "./operations/list-layers";
import { listTags } from "./operations/list-tags";
import { listVersionsByFunction } from "./operations/list-versions-by-function";
import { publishLayerVersion } from "./operations/publish-layer-version";
import { publishVersion } from "./operations/publish-version";
import { putFunctionConcurrency } from "./operations/put-function-concurrency";
import { putFunctionEventInvokeConfig } from "./operations/put-function-event-invoke-config";
import { removeLayerVersionPermission } from "./operations/remove-layer-version-permission";
import { removePermission } from "./operations/remove-permission";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updateAlias } from "./operations/update-alias";
import { updateEventSourceMapping } from "./operations/update-event-source-mapping";
import { updateFunctionCode } from "./operations/update-function-code";
import { updateFunctionConfiguration } from "./operations/update-function-configuration";
import { updateFunctionEventInvokeConfig } from "./operations/update-function-event-invoke-config";
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
