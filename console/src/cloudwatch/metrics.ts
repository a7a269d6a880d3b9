import { readPages, createTokenInput } from "../paging";

/** A metric as CloudWatch lists it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** The metric as a single string: the text that filters search, and its key. */
  readonly text: string;
}

interface ListedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

/** All metrics of the last two weeks, in order. @throws AwsError */
export async function listMetrics(): Promise<Metric[]> {
  const found = await readPages<{ Metrics: readonly ListedMetric[]; NextToken?: string }>(
    "cloudwatch",
    "ListMetrics",
    createTokenInput({}),
  );
  return found
    .flatMap(({ Metrics }) => Metrics)
    .map(({ Namespace: namespace, MetricName: name, Dimensions = [] }) => ({
      namespace,
      name,
      dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
      text: [namespace, name, ...Dimensions.map(({ Name, Value }) => `${Name}=${Value}`)].join(" "),
    }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
}
