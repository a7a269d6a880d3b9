import { CreateFunction$, type FunctionConfiguration } from "@aws-sdk/client-lambda";
import { zipSync } from "fflate";
import { createApiField, tagChanges, tagList, toTagsByKey } from "../../cloudformation/model/properties/api-shape";
import {
  createListShape,
  maybe,
  needed,
  createOnlyShape,
  record,
  createRefusedField,
  createTextShape,
  createWholeChange,
  type ReadFields,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { isObject, isSameJson, type Json, type JsonObject } from "../../cloudformation/model/properties/json";
import { completeLogging, type LoggingInput } from "../model/execution/logging";
import { lambda } from "../service";
import { createFunction, deleteFunction } from "../api/functions";
import { deleteFunctionConcurrency, putFunctionConcurrency } from "../api/function-concurrency";
import {
  getFunctionConfiguration,
  updateFunctionConfiguration,
  updateFunctionCode,
} from "../api/function-configurations";
import { tagResource, untagResource } from "../api/tags";

/**
 * The module that a function with inline code in a template uses to respond to CloudFormation: AWS adds it to such
 * code. These modules follow AWS's documentation of its own modules.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
 */

/** For Node.js: `require("cfn-response")`. */
const NODE = `const https = require("https");
exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";
exports.send = (event, context, Status, Data, physicalResourceId, NoEcho = false) => {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const Reason = "See the details in CloudWatch Log Stream: " + context.logStreamName;
  const PhysicalResourceId = physicalResourceId || context.logStreamName;
  const body = JSON.stringify({ Status, Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId, NoEcho, Data });
  const { hostname, pathname, search } = new URL(ResponseURL);
  const headers = { "content-type": "", "content-length": Buffer.byteLength(body) };
  const request = https.request({ hostname, path: pathname + search, method: "PUT", headers }, (answer) => {
    console.log("Status code: " + answer.statusCode);
    answer.resume();
    context.done();
  });
  request.on("error", (error) => {
    console.log("send(..) failed executing https.request(..): " + error);
    context.done();
  });
  request.end(body);
};
`;

/** For Python: `import cfnresponse`. */
const PYTHON = `import json
import urllib.request

SUCCESS = "SUCCESS"
FAILED = "FAILED"


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = {
        "Status": responseStatus,
        "Reason": reason or "See the details in CloudWatch Log Stream: " + context.log_stream_name,
        "PhysicalResourceId": physicalResourceId or context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": noEcho,
        "Data": responseData,
    }
    request = urllib.request.Request(
        event["ResponseURL"], json.dumps(body).encode(), {"content-type": ""}, method="PUT"
    )
    try:
        print("Status code:", urllib.request.urlopen(request).status)
    except Exception as error:
        print("send(..) failed executing http.request(..):", error)
`;

/** The files of the package of a function whose code is inline in a template. */
function createInlineFiles(code: string, runtime: string): Readonly<Record<string, Uint8Array>> {
  const isPython = runtime.startsWith("python");
  const responseModule = { [isPython ? "index.py" : "index.js"]: Buffer.from(code, "utf8") };
  if (isPython)
    return code.includes("cfnresponse") ? { ...responseModule, "cfnresponse.py": Buffer.from(PYTHON) } : responseModule;
  return code.includes("cfn-response")
    ? { ...responseModule, "node_modules/cfn-response.js": Buffer.from(NODE) }
    : responseModule;
}

const code = {
  S3Bucket: maybe(createTextShape()),
  S3Key: maybe(createTextShape()),
  ZipFile: maybe(createTextShape()),
  ImageUri: createRefusedField(),
  S3ObjectVersion: createRefusedField(),
  S3ObjectStorageMode: createRefusedField(),
  SourceKMSKeyArn: createRefusedField(),
};

/** The properties that UpdateFunctionConfiguration changes, with AWS's defaults where a template leaves them out. */
const DEFAULT_PROPERTIES: Readonly<Record<string, Json>> = {
  DeadLetterConfig: {},
  Description: "",
  Environment: {},
  EphemeralStorage: { Size: 512 },
  Handler: "",
  KMSKeyArn: "",
  Layers: [],
  LoggingConfig: {},
  MemorySize: 128,
  Role: "",
  Runtime: "",
  Timeout: 3,
  TracingConfig: { Mode: "PassThrough" },
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const lambdaFunction = defineResourceType({
  type: "AWS::Lambda::Function",
  properties: {
    Architectures: maybe(createListShape(createTextShape())),
    Code: needed(record(code)),
    DeadLetterConfig: createApiField<JsonObject>(CreateFunction$, "DeadLetterConfig"),
    Description: maybe(createTextShape()),
    Environment: createApiField<JsonObject>(CreateFunction$, "Environment"),
    EphemeralStorage: createApiField<JsonObject>(CreateFunction$, "EphemeralStorage"),
    FunctionName: maybe(createTextShape()),
    Handler: maybe(createTextShape()),
    Layers: maybe(createListShape(createTextShape())),
    KmsKeyArn: maybe(createTextShape()),
    LoggingConfig: createApiField<JsonObject>(CreateFunction$, "LoggingConfig"),
    MemorySize: maybe(createWholeChange()),
    PackageType: maybe(createOnlyShape(createTextShape(), ["Zip"])),
    ReservedConcurrentExecutions: maybe(createWholeChange()),
    Role: needed(createTextShape()),
    Runtime: maybe(createTextShape()),
    Tags: maybe(tagList()),
    Timeout: maybe(createWholeChange()),
    TracingConfig: createApiField<JsonObject>(CreateFunction$, "TracingConfig"),
    CapacityProviderConfig: createRefusedField(),
    CodeSigningConfigArn: createRefusedField(),
    DurableConfig: createRefusedField(),
    FileSystemConfigs: createRefusedField(),
    FunctionScalingConfig: createRefusedField(),
    ImageConfig: createRefusedField(),
    PublishToLatestPublished: createRefusedField(),
    RecursiveLoop: createRefusedField(),
    RuntimeManagementConfig: createRefusedField(),
    SnapStart: createRefusedField(),
    TenancyConfig: createRefusedField(),
    VpcConfig: createRefusedField(),
  },
  replacement: ["FunctionName", "PackageType"],
  named: "FunctionName",
  attributes: ["Arn"],
  async create(
    context,
    {
      FunctionName = context.generatedName,
      Code,
      ReservedConcurrentExecutions: reserved,
      KmsKeyArn,
      Tags = [],
      ...properties
    },
  ) {
    const tagged = Tags.length === 0 ? {} : { Tags: toTagsByKey(Tags) };
    await context.call(lambda, createFunction, {
      ...properties,
      ...(KmsKeyArn === undefined ? {} : { KMSKeyArn: KmsKeyArn }),
      ...tagged,
      FunctionName,
      Code: packCode(Code, properties.Runtime),
    });
    context.noteCreated(FunctionName);
    if (reserved !== undefined)
      await context.call(lambda, putFunctionConcurrency, { FunctionName, ReservedConcurrentExecutions: reserved });
    return FunctionName;
  },
  /** A function allows one change at a time: its configuration is changed after its code. */
  async settle(context, { id: FunctionName, properties }) {
    const { functions } = context.cloud.lambda;
    const there = functions.find(FunctionName);
    if (there !== undefined && (functions.isPending(there) || functions.isUpdating(there))) return false;
    // Of a function that somebody has deleted meanwhile, the call is refused, which fails the resource.
    const described = await context.call<FunctionConfiguration>(lambda, getFunctionConfiguration, { FunctionName });
    const desired = normalizeConfiguration(properties, FunctionName);
    if (isSameJson(normalizeConfiguration(described, FunctionName), desired)) return true;
    await context.call(lambda, updateFunctionConfiguration, { FunctionName, ...desired });
    return false;
  },
  async update(context, { id: FunctionName, properties: before }, desired) {
    await setTags(context, FunctionName, { before: before.Tags ?? [], after: desired.Tags ?? [] });
    const { ReservedConcurrentExecutions: reserved } = desired;
    if (reserved === undefined && before.ReservedConcurrentExecutions !== undefined)
      await context.call(lambda, deleteFunctionConcurrency, { FunctionName });
    if (reserved !== undefined)
      await context.call(lambda, putFunctionConcurrency, { FunctionName, ReservedConcurrentExecutions: reserved });
    const isSame = isSameJson(before.Code, desired.Code) && isSameJson(before.Architectures, desired.Architectures);
    const architectures = desired.Architectures === undefined ? {} : { Architectures: desired.Architectures };
    if (!isSame)
      await context.call(lambda, updateFunctionCode, {
        FunctionName,
        ...packCode(desired.Code, desired.Runtime),
        ...architectures,
      });
  },
  async remove(context, { id: FunctionName }) {
    await context.call(lambda, deleteFunction, { FunctionName });
  },
  describe: ({ cloud }, { id }) => ({ Arn: cloud.createArn("lambda", `function:${id}`) }),
});

/** Code that is inline in the template becomes `index.js` or `index.py` in a zip, together with the module for answers to CloudFormation, as on AWS. */
function packCode({ ZipFile: inline, ...place }: ReadFields<typeof code>, runtime = ""): object {
  if (inline === undefined) return place;
  return { ZipFile: zipSync(createInlineFiles(inline, runtime)) };
}

/**
 * A normalized configuration, to compare the current function with the wanted one: without variables and with an empty
 * list of them, or with AWS's default logs and with none given, it is the same.
 */
function normalizeConfiguration(described: object, name: string): JsonObject {
  const { LoggingConfig = {}, Layers = [], KmsKeyArn, KMSKeyArn = KmsKeyArn } = described as DescribedFunction;
  const shown = JSON.parse(
    JSON.stringify({
      ...described,
      KMSKeyArn,
      Layers: Layers.map((layer) => (typeof layer === "string" ? layer : layer.Arn)),
      LoggingConfig: { ...LoggingConfig, ...completeLogging(LoggingConfig, name) },
    }),
  ) as JsonObject;
  return Object.fromEntries(
    Object.entries(DEFAULT_PROPERTIES).map(([key, usual]) => [
      key,
      isEmpty(shown[key]) ? usual : (shown[key] ?? usual),
    ]),
  );
}

/** Members of a function that differ between the template's properties and Lambda's description. */
interface DescribedFunction {
  readonly LoggingConfig?: LoggingInput;
  /** The spelling of templates. */
  readonly KmsKeyArn?: string;
  readonly KMSKeyArn?: string;
  readonly Layers?: readonly (string | { readonly Arn: string })[];
}

const isEmpty = (value: Json | undefined): boolean =>
  isObject(value) && Object.values(value).every((item) => item === "" || isEmpty(item));

type Tags = readonly { readonly Key: string; readonly Value: string }[];

async function setTags(
  context: ResourceContext,
  name: string,
  { before, after }: { readonly before: Tags; readonly after: Tags },
): Promise<void> {
  const Resource = context.cloud.createArn("lambda", `function:${name}`);
  const { set, removed } = tagChanges(before, after);
  if (set.length > 0) await context.call(lambda, tagResource, { Resource, Tags: toTagsByKey(set) });
  if (removed.length > 0) await context.call(lambda, untagResource, { Resource, TagKeys: removed });
}
