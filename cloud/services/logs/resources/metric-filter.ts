import {
  createDecimalShape,
  createListShape,
  maybe,
  needed,
  record,
  createRefusedField,
  createTextShape,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { logs } from "../service";
import { deleteMetricFilter, putMetricFilter } from "../api/metric-filters";

const transformation = record({
  MetricName: needed(createTextShape()),
  MetricNamespace: needed(createTextShape()),
  MetricValue: needed(createTextShape()),
  DefaultValue: maybe(createDecimalShape()),
  Dimensions: maybe(createListShape(record({ Key: needed(createTextShape()), Value: needed(createTextShape()) }))),
  Unit: maybe(createTextShape()),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html */
export const metricFilter = defineResourceType({
  type: "AWS::Logs::MetricFilter",
  properties: {
    LogGroupName: needed(createTextShape()),
    FilterName: maybe(createTextShape()),
    FilterPattern: needed(createTextShape()),
    MetricTransformations: needed(createListShape(transformation)),
    ApplyOnTransformedLogs: createRefusedField(),
    EmitSystemFieldDimensions: createRefusedField(),
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
    await context.call(logs, deleteMetricFilter, { logGroupName, filterName });
  },
  describe: () => ({}),
});

interface FilterProperties {
  readonly LogGroupName: string;
  readonly FilterPattern: string;
  readonly MetricTransformations: readonly ReturnType<typeof transformation.read>[];
}

const put = (context: ResourceContext, filterName: string, properties: FilterProperties): Promise<unknown> =>
  context.call(logs, putMetricFilter, {
    filterName,
    logGroupName: properties.LogGroupName,
    filterPattern: properties.FilterPattern,
    metricTransformations: properties.MetricTransformations.map(({ DefaultValue, Dimensions, Unit, ...rest }) => ({
      metricName: rest.MetricName,
      metricNamespace: rest.MetricNamespace,
      metricValue: rest.MetricValue,
      ...(DefaultValue === undefined ? {} : { defaultValue: DefaultValue }),
      ...(Unit === undefined ? {} : { unit: Unit }),
      ...(Dimensions === undefined
        ? {}
        : { dimensions: Object.fromEntries(Dimensions.map(({ Key, Value }) => [Key, Value])) }),
    })),
  });
