/** The identity of a metric. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** The dimensions, in the order in which they were first given. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A text that is equal for equal metrics, whatever the order of their dimensions. */
export const createMetricKey = ({ namespace, name, dimensions }: MetricName): string =>
  JSON.stringify([namespace, name, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** Dimensions as the API writes them. */
export const toDimensionList = (dimensions: MetricName["dimensions"]): { Name: string; Value: string }[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

/** Dimensions as this service stores them. */
export const toDimensionMap = (
  dimensions: readonly { readonly Name: string; readonly Value: string }[] = [],
): MetricName["dimensions"] => Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));
