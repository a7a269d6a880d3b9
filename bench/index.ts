import { resolve } from "node:path";
import { formatRow, hasMetGoal, Run, WrongSetting, type Bench } from "./bench";
import { beginRecord, keep } from "./record";

/** Every benchmark by name. Its module is imported only when it runs. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  athena: async () => (await import("./athena")).athena,
  cdk: async () => (await import("./cdk/cdk")).cdk,
  check: async () => (await import("./check")).check,
  "cloud-flat": async () => (await import("./cloud-flat")).cloudFlat,
  "cloud-kinesis": async () => (await import("./cloud-calls")).cloudKinesis,
  "cloud-s3": async () => (await import("./cloud-calls")).cloudS3,
  "cloud-sqs": async () => (await import("./cloud-calls")).cloudSqs,
  "cloud-start": async () => (await import("./cloud-start")).cloudStart,
  "code-mutants": async () => (await import("./code-mutants")).codeMutants,
  console: async () => (await import("./console")).consolePage,
  dbt: async () => (await import("./dbt/dbt")).dbt,
  "fair-class": async () => (await import("./fair-class/fair-class")).fairClass,
  defenses: async () => (await import("./defenses/defenses")).defenses,
  flink: async () => (await import("./flink")).flink,
  firehose: async () => (await import("./firehose")).firehose,
  "firehose-scale": async () => (await import("./firehose")).firehoseScale,
  "first-cell": async () => (await import("./first-cell")).firstCell,
  "first-start": async () => (await import("./first-start")).firstStart,
  "java-clients": async () => (await import("./java-clients/java-clients")).javaClients,
  kernels: async () => (await import("./kernels")).kernels,
  "labs-command": async () => (await import("./labs")).labsCommand,
  "lab-02": async () => (await import("./labs")).lab02,
  lambda: async () => (await import("./lambda")).lambdaCalls,
  mutants: async () => (await import("./mutants")).mutants,
  "grade-beside": async () => (await import("./grade-labs")).gradeBeside,
  "grade-labs": async () => (await import("./grade-labs")).gradeLabs,
};

/**
 * `npm run bench` lists all benchmarks; `npm run bench -- name…` runs some, and `-- all` every one.
 *
 * @returns 0 when every goal was met, 1 when one was missed, 2 for an unknown name or a wrong setting
 */
async function main(names: readonly string[]): Promise<number> {
  if (names.length === 0) {
    for (const load of Object.values(benches)) console.log(describeBench(await load()));
    return 0;
  }
  const unknown = names.find((name) => name !== "all" && !Object.hasOwn(benches, name));
  if (unknown !== undefined) {
    console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(benches).join(", ")}.`);
    return 2;
  }
  let met = true;
  for (const [name, load] of Object.entries(benches)) {
    if (!names.includes("all") && !names.includes(name)) continue;
    const bench = await load();
    console.log(`\n${describeBench(bench)}`);
    const record = beginRecord(bench, process.env);
    const run = new Run(resolve("."));
    const rows = await bench.run(run).finally(() => run.end());
    const width = Math.max(...rows.map(({ what: title }) => title.length));
    for (const [title, figures] of rows.map(formatRow)) console.log(`  ${title.padEnd(width)}  ${figures}`);
    if (process.env["BENCH_KEEP"] !== "no") keep(run.root, record, rows);
    met &&= rows.every(hasMetGoal);
  }
  return met ? 0 : 1;
}

const describeBench = ({ name, does }: Bench): string => `${name}: ${does}`;

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof WrongSetting)) throw error;
  console.error(error.message);
  return 2;
});
