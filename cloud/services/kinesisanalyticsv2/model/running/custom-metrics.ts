import type { StandardUnit } from "@aws-sdk/client-cloudwatch";
import { askFlink, list, type RestApi } from "../../../../flink/rest";

export interface JobFigure {
  readonly name: string;
  readonly value: number;
  readonly unit: StandardUnit;
}

/**
 * The name of a metric in the group that managed Flink sends to CloudWatch. AWS's examples write the group in both ways.
 *
 * @see https://docs.aws.amazon.com/managed-flink/latest/java/monitoring-metrics-custom.html
 */
const CUSTOM = /\.kinesisanalytics\.(?<name>[\w-]{1,255})$/i;
/** How many values of a metric AWS sends each minute, as its data generator's README says (amazon-managed-service-for-apache-flink-examples). */
const SAMPLES = 4;

/**
 * The values of the metrics that an application's own code adds to the group `kinesisanalytics`, one for each subtask.
 *
 * @remarks AWS sends a value each 15 seconds; here, one value counts four times a minute. Groups within the group, whose
 * names are dimensions on AWS, are left out.
 */
export async function readCustomFigures(cluster: RestApi, job: string): Promise<readonly JobFigure[]> {
  const ask = (path: string) => askFlink(cluster, { method: "GET", path: `/jobs/${job}${path}` });
  const { vertices } = await ask("");
  const ids = list(vertices).flatMap(({ id }) => (typeof id === "string" ? [encodeURIComponent(id)] : []));
  const figures = ids.map(async (id) => {
    const metrics = list(await ask(`/vertices/${id}/metrics`)).map((metric) => String(metric["id"]));
    const custom = metrics.filter((metric) => CUSTOM.test(metric));
    if (custom.length === 0) return [];
    return list(await ask(`/vertices/${id}/metrics?get=${encodeURIComponent(custom.join(","))}`)).flatMap(parseFigure);
  });
  return (await Promise.all(figures)).flat();
}

function parseFigure({ id, value }: Readonly<Record<string, unknown>>): readonly JobFigure[] {
  const name = CUSTOM.exec(String(id))?.groups?.["name"];
  const number = Number(value);
  if (name === undefined || !Number.isFinite(number)) return [];
  return Array.from({ length: SAMPLES }, () => ({ name, value: number, unit: "None" }));
}
