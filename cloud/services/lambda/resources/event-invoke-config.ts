import { PutFunctionEventInvokeConfig$ } from "@aws-sdk/client-lambda";
import { apiField } from "../../cloudformation/properties/api-shape";
import { maybe, needed, text, whole } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/type-definition";
import { lambda } from "../index";
import { deleteFunctionEventInvokeConfig } from "../operations/delete-function-event-invoke-config";
import { putFunctionEventInvokeConfig } from "../operations/put-function-event-invoke-config";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
export const eventInvokeConfig = resourceType({
  type: "AWS::Lambda::EventInvokeConfig",
  properties: {
    FunctionName: needed(text()),
    Qualifier: needed(text()),
    DestinationConfig: apiField<object>(PutFunctionEventInvokeConfig$, "DestinationConfig"),
    MaximumEventAgeInSeconds: maybe(whole()),
    MaximumRetryAttempts: maybe(whole()),
  },
  replacement: ["FunctionName", "Qualifier"],
  attributes: [],
  async create(context, properties) {
    await context.call(lambda, putFunctionEventInvokeConfig, properties);
    return context.generatedName;
  },
  async update(context, _existing, wanted) {
    await context.call(lambda, putFunctionEventInvokeConfig, wanted);
  },
  async remove(context, { properties: { FunctionName, Qualifier } }) {
    await context.call(lambda, deleteFunctionEventInvokeConfig, { FunctionName, Qualifier });
  },
  describe: () => ({}),
});
