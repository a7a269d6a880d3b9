import { getServiceOfArn } from "../../../core/arn-parts";
import { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import { parseFunctionName } from "../../lambda/model/function-name";
import type { CustomResponse } from "../model/custom-resources";
import { createInvalidRequestFault } from "../model/faults";
import type { ResourceType, StackResource } from "../model/resource-type";
import { isList, isObject, type Json, type JsonObject } from "../model/properties/json";
import { type UnboundType, defineResourceType } from "./type-definition";
import { maybe, createTextShape } from "../model/properties/shape";

/**
 * The resource that the CDK puts into every template, for its usage statistics. It creates nothing, on AWS either.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html
 */
export const cdkMetadata = defineResourceType({
  type: "AWS::CDK::Metadata",
  properties: { Analytics: maybe(createTextShape()) },
  replacement: [],
  attributes: [],
  create: ({ cloud }) => Promise.resolve(cloud.cloudformation.stacks.random.drawUuid()),
  update: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  describe: () => ({}),
});

export const CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource";

const CALLER = "cloudformation.amazonaws.com";

interface CustomRequest {
  readonly kind: "Create" | "Update" | "Delete";
  readonly properties: JsonObject;
  readonly physicalId?: string;
  readonly before?: JsonObject;
}

/**
 * A resource that a Lambda function creates, updates and deletes: `Custom::…` or AWS::CloudFormation::CustomResource.
 *
 * @remarks The function must send its response before it returns. AWS waits an hour for a response, and also supports
 * SNS topics as service tokens.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export const createCustomResource: UnboundType = (cloud) => {
  const formatResourcePath = ({ stackId, logicalId }: StackResource): string => `${stackId}/${logicalId}`;
  const requestFrom = async (resource: StackResource, about: CustomRequest): Promise<CustomResponse> => {
    const response = await requestAnswer(cloud(), resource, about);
    if (response.status === "SUCCESS") return response;
    if (about.kind === "Create") resource.noteCreated(response.physicalId ?? resource.generatedName);
    throw createInvalidRequestFault(
      `Received response status [FAILED] from custom resource. Message returned: ${response.reason}`,
    );
  };
  const requestPhysicalId = async (
    resource: StackResource,
    about: CustomRequest,
    fallback: string,
  ): Promise<string> => {
    const { physicalId = fallback, data } = await requestFrom(resource, about);
    cloud().cloudformation.custom.keep(formatResourcePath(resource), data);
    return physicalId;
  };
  return {
    type: CUSTOM_RESOURCE,
    tags: undefined,
    replacement: ["ServiceToken"],
    named: undefined,
    capability: undefined,
    lowercase: false,
    maxNameLength: 64,
    attributes: [],
    attributesAreOpen: true,
    updates: true,
    isReplacing: () => false,
    listProblems: ({ ServiceToken: token }) =>
      typeof token === "string" ? [] : [{ at: "#", says: "required key [ServiceToken] not found" }],
    create: (resource, properties) =>
      requestPhysicalId(resource, { kind: "Create", properties }, resource.generatedName),
    settle: () => Promise.resolve(true),
    update: (resource, { id, properties: before }, properties) =>
      requestPhysicalId(resource, { kind: "Update", properties, before, physicalId: id }, id),
    async remove(resource, { id, properties }) {
      await requestFrom(resource, { kind: "Delete", properties, physicalId: id });
      cloud().cloudformation.custom.forget(formatResourcePath(resource));
    },
    isGone: () => true,
    ref: (_resource, { id }) => id,
    describe: (resource) => cloud().cloudformation.custom.getStored(formatResourcePath(resource)),
  } satisfies ResourceType;
};

/** Calls the function, and returns the response that the function sent to the ResponseURL. */
async function requestAnswer(
  services: Services,
  resource: StackResource,
  { kind, properties, physicalId, before }: CustomRequest,
): Promise<CustomResponse> {
  const token = String(properties["ServiceToken"]);
  if (getServiceOfArn(token) !== "lambda")
    throw new AwsFault(
      "NotImplemented",
      `The lab cloud makes custom resources by functions alone, not by [${token}].`,
      {
        status: 501,
      },
    );
  const { url, requestId, answer } = services.cloudformation.custom.ask();
  const event = {
    RequestType: kind,
    ServiceToken: token,
    ResponseURL: url,
    StackId: resource.stackId,
    RequestId: requestId,
    LogicalResourceId: resource.logicalId,
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ResourceType: resource.typeName,
    ResourceProperties: toStrings(properties),
    ...(before === undefined ? {} : { OldResourceProperties: toStrings(before) }),
  };
  const target = parseFunctionName(services, token);
  const call = await services.lambda.calls.call({
    target: token,
    payload: Buffer.from(JSON.stringify(event)),
    caller: CALLER,
  });
  const response = answer();
  if (response !== undefined) return response;
  // Lambda refused the call itself, without running the function.
  if (call.kind === "refused") throw call.fault;
  throw createInvalidRequestFault(
    `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}] (/aws/lambda/${target.name}).`,
  );
}

/** CloudFormation sends numbers and booleans to functions as texts. */
function toStrings(value: Json): Json {
  if (isList(value)) return value.map(toStrings);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toStrings(item)]));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}
