import * as faults from "../model/faults";
import {
  PutMetricFilter$,
  StandardUnit,
  DescribeMetricFilters$,
  TestMetricFilter$,
  DeleteMetricFilter$,
} from "@aws-sdk/client-cloudwatch-logs";
import type * as sdk from "@aws-sdk/client-cloudwatch-logs";
import { formatJavaDouble } from "../../../../foundation/columnar/java-number";
import { optional, refused, required, structure, type Members, type Reply } from "../../../core/members";
import { double, list, map, oneOf, string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createPage } from "../../framework/page";
import { createInvalidTokenFault } from "../model/faults";
import * as fields from "../model/fields";
import { filterPattern } from "../model/patterns/filter-pattern";
import { createExtraction } from "../model/filters/metric-points";
import { createFilterKey } from "../model/filters/filter-table";

const transformation = {
  metricName: required(fields.metricName),
  metricNamespace: required(fields.metricNamespace),
  metricValue: required(string({ length: { max: 100 } })),
  defaultValue: optional(double()),
  dimensions: optional(map(string({ length: { max: 255 } }), string({ length: { max: 255 } }), { max: 3 })),
  unit: optional(oneOf(Object.values(StandardUnit))),
} satisfies Members<sdk.MetricTransformation>;

/** A list of transformations as Java prints it, which AWS's texts contain (recorded by LocalStack, 2026-02-05). */
function formatTransformations(transformations: readonly Readonly<Record<string, unknown>>[]): string {
  const names = ["metricName", "metricNamespace", "metricValue", "defaultValue", "unit", "dimensions"];
  const each = transformations.map((transformation) => {
    const members = names.map((name) => `${name}=${formatMember(transformation[name])}`);
    return `MetricTransformation(${members.join(", ")})`;
  });
  return ` '[${each.join(", ")}]'`;
}

function formatMember(value: unknown): string {
  if (typeof value === "number") return formatJavaDouble(value);
  if (typeof value !== "object" || value === null) return String(value ?? null);
  return `{${Object.entries(value)
    .map((pair) => pair.join("="))
    .join(", ")}}`;
}

const oneTransformation = list(structure(transformation), { min: 1, max: 1 });

const metricTransformations: typeof oneTransformation = {
  ...oneTransformation,
  check: (value) =>
    oneTransformation
      .check(value)
      // The border: the rule has found a list.
      .map((found) =>
        found.path === "" ? { ...found, value: formatTransformations(value as Record<string, unknown>[]) } : found,
      ),
};

const putMetricFilterMembers = {
  logGroupName: required(fields.logGroupName),
  filterName: required(fields.filterName),
  filterPattern: required(fields.filterPatternText),
  metricTransformations: required(metricTransformations),
  applyOnTransformedLogs: refused(),
  fieldSelectionCriteria: refused(),
  emitSystemFieldDimensions: refused(),
} satisfies Members<sdk.PutMetricFilterRequest>;

/**
 * Defines a metric of a group's future events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 */
export const putMetricFilter = operation(
  PutMetricFilter$,
  putMetricFilterMembers,
  ({ logs, metricFilters }, request): void => {
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
  },
);

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

const describeMetricFiltersMembers = {
  logGroupName: optional(fields.logGroupName),
  filterNamePrefix: optional(fields.filterName),
  nextToken: optional(fields.nextToken),
  limit: optional(fields.describeLimit),
  metricName: optional(fields.metricName),
  metricNamespace: optional(fields.metricNamespace),
} satisfies Members<sdk.DescribeMetricFiltersRequest>;

/** Lists metric filters of a group, or of all, by name. */
export const describeMetricFilters = operation(
  DescribeMetricFilters$,
  describeMetricFiltersMembers,
  ({ logs, metricFilters }, request): Reply<sdk.DescribeMetricFiltersResponse> => {
    const { filterNamePrefix = "", nextToken: token, limit = 50 } = request;
    const groups = new Map(logs.listGroups().map((group) => [group.id, group]));
    const of = request.logGroupName === undefined ? undefined : logs.requireGroup(request.logGroupName);
    const matching = metricFilters
      .listFilters(of)
      .filter(
        ({ name, transformation }) =>
          name.startsWith(filterNamePrefix) &&
          (request.metricName === undefined || transformation.metricName === request.metricName) &&
          (request.metricNamespace === undefined || transformation.metricNamespace === request.metricNamespace),
      );
    const { items, next } = createPage(matching, createFilterKey, {
      token,
      size: limit,
      createInvalidFault: createInvalidTokenFault,
    });
    const described = items.map(({ name, groupId, pattern, createdAt, transformation }) => ({
      filterName: name,
      filterPattern: pattern,
      metricTransformations: [transformation],
      creationTime: createdAt,
      logGroupName: groups.get(groupId)?.name,
      applyOnTransformedLogs: false,
    }));
    return { metricFilters: described, ...(next === undefined ? {} : { nextToken: next }) };
  },
);

const testMetricFilterMembers = {
  filterPattern: required(fields.filterPatternText),
  logEventMessages: required(list(string({ length: { min: 1 } }), { min: 1, max: 50 })),
} satisfies Members<sdk.TestMetricFilterRequest>;

/**
 * Answers which messages a pattern matches, and the values that it extracts.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html
 */
export const testMetricFilter = operation(
  TestMetricFilter$,
  testMetricFilterMembers,
  (_cloud, { filterPattern: pattern, logEventMessages }): Reply<sdk.TestMetricFilterResponse> => {
    const isWanted = filterPattern(pattern);
    const extraction = createExtraction(pattern);
    const matches = logEventMessages.flatMap((eventMessage, index) =>
      isWanted(eventMessage)
        ? [{ eventNumber: index + 1, eventMessage, extractedValues: extraction.extractAll(eventMessage) }]
        : [],
    );
    return { matches };
  },
);

const deleteMetricFilterMembers = {
  logGroupName: required(fields.logGroupName),
  filterName: required(fields.filterName),
} satisfies Members<sdk.DeleteMetricFilterRequest>;

export const deleteMetricFilter = operation(
  DeleteMetricFilter$,
  deleteMetricFilterMembers,
  ({ logs, metricFilters }, request): void => {
    metricFilters.remove(logs.requireGroup(request.logGroupName), request.filterName);
  },
);
