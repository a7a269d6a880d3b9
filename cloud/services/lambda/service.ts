import type * as sdk from "@aws-sdk/client-lambda";
import { AwsFault } from "../../core/faults";
import type { OperationNames } from "../../core/members";
import { formatViolations } from "../../core/rules";
import { createRestJson } from "../../protocols/rest-json";
import { createService, type OperationTable } from "../framework/create-service";
import { notEmulatedOperations } from "./api/not-emulated";
import {
  addLayerVersionPermission,
  removeLayerVersionPermission,
  getLayerVersionPolicy,
} from "./api/layer-version-permissions";
import { addPermission, removePermission, getPolicy } from "./api/permissions";
import { createAlias, deleteAlias, getAlias, updateAlias, listAliases } from "./api/aliases";
import {
  createEventSourceMapping,
  deleteEventSourceMapping,
  getEventSourceMapping,
  listEventSourceMappings,
  updateEventSourceMapping,
} from "./api/event-source-mappings";
import { createFunction, deleteFunction, getFunction, listFunctions } from "./api/functions";
import { deleteFunctionConcurrency, getFunctionConcurrency, putFunctionConcurrency } from "./api/function-concurrency";
import {
  deleteFunctionEventInvokeConfig,
  getFunctionEventInvokeConfig,
  listFunctionEventInvokeConfigs,
  putFunctionEventInvokeConfig,
  updateFunctionEventInvokeConfig,
} from "./api/function-event-invoke-configs";
import {
  deleteLayerVersion,
  getLayerVersion,
  listLayerVersions,
  publishLayerVersion,
  listLayers,
  getLayerVersionByArn,
} from "./api/layer-versions";
import { getAccountSettings, getFunctionCodeSigningConfig, lookUpCode } from "./api/account";
import {
  getFunctionConfiguration,
  updateFunctionConfiguration,
  updateFunctionCode,
} from "./api/function-configurations";
import { invoke } from "./api/invoke";
import { listTags, tagResource, untagResource } from "./api/tags";
import { listVersionsByFunction, publishVersion } from "./api/list-versions-by-function";
import type { View } from "../../core/service";
import type { Services } from "../framework/services";
import { describe } from "./api/functions/describe";
import type { LiveFigures } from "../../core/live-figures";
import { countRecordsBehind } from "../kinesis/model/source";
import { createRates, type Rate, type Rates } from "../../core/rates";

/** Live figures of each event source mapping, by id: how many records its function has processed, and how many records of a stream it has not reached. */
const getLiveFigures = ({ kinesis, lambda: { mappings } }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    mappings.listAll().map((mapping) => {
      const positions = mappings.findPositions(mapping);
      return [
        mapping.uuid,
        {
          status: mappings.getState(mapping),
          taken: mappings.countAccepted(mapping),
          behind: positions === undefined ? 0 : countRecordsBehind(kinesis, mapping.sourceArn, positions),
        },
      ];
    }),
  );

const createThrottlingFault: Rate["createThrottlingFault"] = () =>
  new AwsFault("TooManyRequestsException", "Rate exceeded", {
    status: 429,
    members: { Reason: "CallerRateLimitExceeded" },
  });

/** Request rates from AWS's page of Lambda's quotas (LAG-009): GetFunction and GetPolicy have their own rates, and all others but Invoke share one. */
function createLambdaRates(operations: readonly string[]): Rates {
  const shared = operations.filter((operation) => operation !== "Invoke");
  return {
    ...createRates(shared, { perSecond: 15, group: "control plane", createThrottlingFault }),
    GetFunction: { perSecond: 100, createThrottlingFault },
    GetPolicy: { perSecond: 15, createThrottlingFault },
  };
}

/** The functions, as the console shows them. */
function createFunctionsView(cloud: Services): View {
  return {
    title: "Functions",
    columns: ["Name", "Runtime", "Handler", "Memory", "Timeout", "State", "Last modified"],
    rows: cloud.lambda.functions.listAll().map((item) => {
      const {
        Runtime = "",
        Handler = "",
        MemorySize = 0,
        Timeout = 0,
        State = "",
        LastModified = "",
      } = describe(cloud, item, { version: item.latest });
      return [item.name, Runtime, Handler, `${MemorySize} MB`, `${Timeout} s`, State, LastModified];
    }),
  };
}

/** The event source mappings, as the console shows them. */
const createMappingsView = (cloud: Services): View => ({
  title: "Event source mappings",
  columns: ["Source", "Function", "Batch", "State"],
  rows: cloud.lambda.mappings
    .listAll()
    .map((mapping) => [
      mapping.sourceArn,
      mapping.functionName,
      String(mapping.batchSize),
      cloud.lambda.mappings.getState(mapping),
    ]),
});

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
