import { PutFunctionEventInvokeConfig$ } from "@aws-sdk/client-lambda";
import { createApiField } from "../../cloudformation/model/properties/api-shape";
import { maybe, needed, createTextShape, createWholeChange } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { lambda } from "../service";
import { deleteFunctionEventInvokeConfig, putFunctionEventInvokeConfig } from "../api/function-event-invoke-configs";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
export const eventInvokeConfig = defineResourceType({
  type: "AWS::Lambda::EventInvokeConfig",
  properties: {
    FunctionName: needed(createTextShape()),
    Qualifier: needed(createTextShape()),
    DestinationConfig: createApiField<object>(PutFunctionEventInvokeConfig$, "DestinationConfig"),
    MaximumEventAgeInSeconds: maybe(createWholeChange()),
    MaximumRetryAttempts: maybe(createWholeChange()),
  },
  replacement: ["FunctionName", "Qualifier"],
  attributes: [],
  async create(context, properties) {
    await context.call(lambda, putFunctionEventInvokeConfig, properties);
    return context.generatedName;
  },
  async update(context, _existing, desired) {
    await context.call(lambda, putFunctionEventInvokeConfig, desired);
  },
  async remove(context, { properties: { FunctionName, Qualifier } }) {
    await context.call(lambda, deleteFunctionEventInvokeConfig, { FunctionName, Qualifier });
  },
  describe: () => ({}),
});
