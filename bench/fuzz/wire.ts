import { fuzzWire } from "./wire-fuzzer";

/** `npx tsx bench/fuzz/wire.ts [SEED] [COUNT]`: exit status 0 without a fault, 1 with one, 2 wrongly called. */
async function run([seed = "1", count = "20000"]: readonly string[]): Promise<number> {
  if (![seed, count].every((text) => /^\d{1,9}$/.test(text))) {
    process.stderr.write("npx tsx bench/fuzz/wire.ts [SEED] [COUNT]: both are whole numbers\n");
    return 2;
  }
  const { statuses, faults } = await fuzzWire(Number(seed), Number(count), (done) => {
    if (done % 1000 === 0) process.stderr.write(`${done} of ${count} requests\n`);
  });
  process.stdout.write(`seed ${seed}: ${count} requests, ${JSON.stringify(statuses)}, ${faults.length} faults\n`);
  for (const fault of faults) process.stdout.write(`\n${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}

void run(process.argv.slice(2)).then((status) => process.exit(status));
