/** The metric that every window operator of Flink has, after the operator's name. */
const LATE = /(?:^|\.)numLateRecordsDropped$/;

/** A job manager's REST API. */
interface JobManager {
  readonly cluster: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * How many rows of a running job came too late for their window: the sum over all its window operators.
 *
 * @param place the job manager's REST API, and the headers that it needs
 * @see https://nightlies.apache.org/flink/flink-docs-release-1.20/docs/ops/rest_api/ (metrics of a vertex's subtasks, aggregated)
 */
export async function sumLateRows({ cluster, headers }: JobManager, job: string): Promise<number> {
  const ask = (url: string): Promise<unknown> => fetchJson(url, headers);
  // The border: Flink's API defines the shapes.
  const { vertices = [] } = (await ask(`${cluster}/jobs/${job}`)) as { readonly vertices?: readonly { id: string }[] };
  let rows = 0;
  for (const { id } of vertices) {
    const metrics = `${cluster}/jobs/${job}/vertices/${id}/subtasks/metrics`;
    const known = (await ask(metrics)) as readonly { readonly id: string }[];
    const names = known.map((item) => item.id).filter((name) => LATE.test(name));
    if (names.length === 0) continue;
    const requested = names.map((name) => encodeURIComponent(name)).join(",");
    const sums = (await ask(`${metrics}?agg=sum&get=${requested}`)) as readonly { readonly sum: number }[];
    rows += sums.reduce((total, { sum }) => total + sum, 0);
  }
  return rows;
}

async function fetchJson(url: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const reply = await fetch(url, { headers });
  if (!reply.ok) throw new Error(`Flink's job manager answers ${reply.status} to ${url}.`);
  return reply.json();
}
