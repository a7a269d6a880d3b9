import { maybe, needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { logs } from "../service";
import { deleteSubscriptionFilter, putSubscriptionFilter } from "../api/subscription-filters";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-subscriptionfilter.html */
export const subscriptionFilter = defineResourceType({
  type: "AWS::Logs::SubscriptionFilter",
  properties: {
    LogGroupName: needed(createTextShape()),
    FilterName: maybe(createTextShape()),
    FilterPattern: needed(createTextShape()),
    DestinationArn: needed(createTextShape()),
    RoleArn: maybe(createTextShape()),
    Distribution: maybe(createTextShape()),
    ApplyOnTransformedLogs: createRefusedField(),
    EmitSystemFields: createRefusedField(),
    FieldSelectionCriteria: createRefusedField(),
  },
  replacement: ["LogGroupName", "FilterName"],
  named: "FilterName",
  maxNameLength: 512,
  attributes: [],
  async create(context, { FilterName = context.generatedName, ...filter }) {
    await put(context, FilterName, filter);
    return FilterName;
  },
  async update(context, { id }, filter) {
    await put(context, id, filter);
  },
  async remove(context, { id: filterName, properties: { LogGroupName: logGroupName } }) {
    await context.call(logs, deleteSubscriptionFilter, { logGroupName, filterName });
  },
  describe: () => ({}),
});

interface FilterProperties {
  readonly LogGroupName: string;
  readonly FilterPattern: string;
  readonly DestinationArn: string;
  readonly RoleArn?: string | undefined;
  readonly Distribution?: string | undefined;
}

const put = (context: ResourceContext, filterName: string, properties: FilterProperties): Promise<unknown> =>
  context.call(logs, putSubscriptionFilter, {
    filterName,
    logGroupName: properties.LogGroupName,
    filterPattern: properties.FilterPattern,
    destinationArn: properties.DestinationArn,
    ...(properties.RoleArn === undefined ? {} : { roleArn: properties.RoleArn }),
    ...(properties.Distribution === undefined ? {} : { distribution: properties.Distribution }),
  });
