import {
  PutMetricFilter$,
  StandardUnit,
  type MetricTransformation,
  type PutMetricFilterRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { double, list, map, oneOf, string } from "../../../core/rules";
import { operation } from "../../operation";
import * as faults from "../faults";
import { filterName, filterPatternText, logGroupName, metricName, metricNamespace } from "../fields";
import { filterPattern } from "../filter-pattern";
import { createExtraction } from "../filters/extracted-values";

const transformation = {
  metricName: required(metricName),
  metricNamespace: required(metricNamespace),
  metricValue: required(string({ length: { max: 100 } })),
  defaultValue: optional(double()),
  dimensions: optional(map(string({ length: { max: 255 } }), string({ length: { max: 255 } }), { max: 3 })),
  unit: optional(oneOf(Object.values(StandardUnit))),
} satisfies Members<MetricTransformation>;

const members = {
  logGroupName: required(logGroupName),
  filterName: required(filterName),
  filterPattern: required(filterPatternText),
  metricTransformations: required(list(structure(transformation), { min: 1, max: 1 })),
  applyOnTransformedLogs: refused(),
  fieldSelectionCriteria: refused(),
  emitSystemFieldDimensions: refused(),
} satisfies Members<PutMetricFilterRequest>;

/**
 * Defines a metric of a group's future events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
export const putMetricFilter = operation(PutMetricFilter$, members, ({ logs, metricFilters }, request): void => {
  const group = logs.requireGroup(request.logGroupName);
  const { filterName: name, filterPattern: pattern } = request;
  filterPattern(pattern);
  for (const transformation of request.metricTransformations) {
    check(pattern, transformation);
    const { defaultValue, dimensions, unit, ...needed } = transformation;
    metricFilters.put(group, {
      name,
      pattern,
      transformation: {
        ...needed,
        ...(defaultValue === undefined ? {} : { defaultValue }),
        ...(unit === undefined ? {} : { unit }),
        ...(dimensions === undefined ? {} : { dimensions }),
      },
    });
  }
});

/** @throws AwsFault InvalidParameterException */
function check(
  pattern: string,
  item: {
    readonly metricValue: string;
    readonly defaultValue?: number | undefined;
    readonly dimensions?: object | undefined;
  },
): void {
  const { canName } = createExtraction(pattern);
  const dimensions = Object.values(item.dimensions ?? {}).map(String);
  if (dimensions.length > 0 && item.defaultValue !== undefined) throw faults.createDimensionsWithDefaultFault();
  if (!dimensions.every((reference) => canName(reference))) throw faults.createDimensionsNotSupportedFault();
  const isNumber = item.metricValue.trim() !== "" && Number.isFinite(Number(item.metricValue));
  if (!isNumber && !canName(item.metricValue)) throw faults.createInvalidMetricValueFault(item.metricValue);
}
