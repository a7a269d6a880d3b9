import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { formatRow, hasMetGoal, Run, WrongSetting, type Bench } from "./bench";
import { beginRecord, keep } from "./record";

/** Every benchmark by name. Its module is imported only when it runs. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  athena: async () => (await import("./athena")).measureAthena,
  check: async () => (await import("./check")).measureChecks,
  "cloud-flat": async () => (await import("./cloud-flat")).compareFewWithMany,
  "cloud-kinesis": async () => (await import("./cloud-calls")).measureKinesis,
  "cloud-s3": async () => (await import("./cloud-calls")).measureS3,
  "cloud-sqs": async () => (await import("./cloud-calls")).measureSqs,
  "cloud-start": async () => (await import("./cloud-start")).measureCloudStart,
  "code-mutants": async () => (await import("./code-mutants")).judgeCodeMutants,
  console: async () => (await import("./console")).measureConsole,
  "fair-class": async () => (await import("./fair-class/fair-class")).gradeFairClass,
  defenses: async () => (await import("./defenses/defenses")).removeDefenses,
  flink: async () => (await import("./flink")).measureFlink,
  firehose: async () => (await import("./firehose")).measureFirehose,
  "firehose-scale": async () => (await import("./firehose")).measureFirehoseScale,
  "first-cell": async () => (await import("./first-use")).measureFirstCell,
  "first-start": async () => (await import("./first-use")).measureFirstStart,
  kernels: async () => (await import("./kernels")).measureKernels,
  "labs-command": async () => (await import("./first-use")).measureCommands,
  lambda: async () => (await import("./lambda")).measureLambda,
  mutants: async () => (await import("./mutants")).judgeMutants,
  packages: async () => (await import("./packages")).measurePackages,
  "grade-labs": async () => (await import("./grade-labs")).gradeLabs,
};

/**
 * `npm run bench` lists all benchmarks; `npm run bench -- name…` runs some, and `-- all` every one.
 *
 * @returns 0 when every goal was met, 1 when one was missed, 2 for an unknown name or a wrong setting
 */
async function main(names: readonly string[]): Promise<number> {
  if (names.length === 0) {
    await Promise.all(Object.values(benches).map((load) => load()));
    console.log(readDescriptions().join("\n"));
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
    console.log(`\n${name}`);
    const bench = await load();
    const record = beginRecord(name, process.env);
    const run = new Run(resolve("."));
    const rows = await bench(run).finally(() => run.end());
    const width = Math.max(...rows.map(({ what: title }) => title.length));
    for (const [title, figures] of rows.map(formatRow)) console.log(`  ${title.padEnd(width)}  ${figures}`);
    if (process.env["BENCH_KEEP"] !== "no") keep(run, record, rows);
    met &&= rows.every(hasMetGoal);
  }
  return met ? 0 : 1;
}

/** The benchmarks with what each one measures, by the tables of the README. */
const readDescriptions = (): string[] =>
  Array.from(
    readFileSync(join("bench", "README.md"), "utf8").matchAll(/^\| (`.+?) \| (.+?) \|/gm),
    ([, names = "", subject = ""]) => `${names.replaceAll("`", "")}: ${subject}`,
  );

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof WrongSetting)) throw error;
  console.error(error.message);
  return 2;
});
