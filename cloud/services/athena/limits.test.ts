import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findPython } from "../../../foundation/columnar/python";
import { LEFT_TO_CI, LONG, skipIf } from "../../testing/skip";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { withoutVenv } from "../../testing/venv";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

/** A query over 10⁹ rows, with one number as its result. */
const CROSS_JOIN =
  "SELECT count(*) FROM UNNEST(sequence(1, 1000)) a(x) CROSS JOIN UNNEST(sequence(1, 1000)) b(y) CROSS JOIN UNNEST(sequence(1, 1000)) c(z) WHERE x * y % 7 = z % 11";
/** A query whose intermediate result is larger than any memory or disk. */
const GROWING =
  "SELECT cardinality(array_agg(CAST(a.x AS varchar) || w)) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10000)) b(y) CROSS JOIN (SELECT lpad('', 1000, 'x') w) c";
/** Writes ORC: one text again and again, one GB in 3 kB; the second file has one stripe of four GB. */
const PACKED_ORC = `import sys, pyarrow as pa, pyarrow.orc as orc
rows = pa.table({"word": pa.array(["x" * 1000] * 16384)})
for name, batches in (("long", 64), ("large", 256)):
    options = {"compression": "zlib", "dictionary_key_size_threshold": 1.0, "stripe_size": 1 << 40}
    with orc.ORCWriter(sys.argv[1] + "/" + name, **options) as file:
        for _ in range(batches):
            file.write(rows)
orc.write_table(pa.table({"word": ["honest"]}), sys.argv[1] + "/honest")
`;
const HOSTILE = `SELECT regexp_like('${"a".repeat(50)}!', '(a+)+$')`;

describe("endless Athena queries", () => {
  const cloud = useCloud({ athenaSeconds: 3 });
  const athena = createQueries(cloud);

  it("fail after their time limit, while the clock continues and later queries run", async () => {
    await athena.setUp();
    const failed = await athena.finish(HOSTILE);
    expect(failed.Status).to.include({ State: "FAILED" });
    expect(failed.Status?.StateChangeReason).to.match(
      /^EXCEEDED_TIME_LIMIT: Query exceeded maximum time limit of 0\.05m\..*--athena-seconds/,
    );
    // On a busy machine the start of the next process alone may take the 3 s: one of the later queries is in time.
    const runNext = async () => (await athena.finish("SELECT regexp_like('aaa!', '(a+)+!$')")).Status?.State;
    while ((await runNext()) !== "SUCCEEDED");
  });

  it(`fail on a slow cross join${LONG ? ", but finish with more time" : ""}`, async () => {
    await cloud.restart({ athenaSeconds: 1 });
    await athena.setUp();
    const failed = await athena.finish(CROSS_JOIN);
    expect(failed.Status?.State).to.equal("FAILED");
    expect(failed.Status?.StateChangeReason).to.match(/^EXCEEDED_TIME_LIMIT: /);
    if (!LONG) return;
    await cloud.restart({ athenaSeconds: 600 });
    await athena.setUp();
    expect(await athena.readRows(CROSS_JOIN)).to.deep.include(["90736164"]);
  });

  it("fail on a cross join that exceeds the memory limit, and later queries run", async () => {
    await cloud.restart({ athenaSeconds: 600 });
    await athena.setUp();
    const failed = await athena.finish(GROWING);
    expect(failed.Status?.State).to.equal("FAILED");
    expect(failed.Status?.StateChangeReason).to.match(/^EXCEEDED_(LOCAL_)?MEMORY_LIMIT: /);
    expect((await athena.finish("SELECT 1")).Status?.State).to.equal("SUCCEEDED");
  });

  it("fail on a text that is too long for any process, as on too little memory", async () => {
    await cloud.restart({ athenaSeconds: 600 });
    await athena.setUp();
    for (const call of ["rpad('a', 2000000000, 'b')", "format('%999999999d', 1)"])
      expect((await athena.finish(`SELECT length(${call})`)).Status?.StateChangeReason, call).to.match(
        /^EXCEEDED_MEMORY_LIMIT: /,
      );
  });

  (process.platform === "linux" ? it : it.skip)(
    "fail by an ORC file that unpacks to more than the memory for a query, or in more than its time, and later queries run",
    async function () {
      skipIf(this, LEFT_TO_CI ?? withoutVenv);
      const folder = createTemporaryFolder();
      execFileSync(findPython(undefined), ["-c", PACKED_ORC, folder]);
      const query = async (name: string): Promise<string | undefined> => {
        await cloud.s3.putObject({ Bucket: "data", Key: `${name}/a.orc`, Body: readFileSync(join(folder, name)) });
        await athena.readRows(
          `CREATE EXTERNAL TABLE ${name} (word string) STORED AS ORC LOCATION 's3://data/${name}/'`,
        );
        return (await athena.finish(`SELECT count(*) FROM ${name}`)).Status?.StateChangeReason;
      };
      await cloud.restart({ athenaSeconds: 1 });
      await athena.setUp();
      expect(await query("long")).to.match(/^EXCEEDED_TIME_LIMIT: /);
      await cloud.restart({ athenaSeconds: 600 });
      await athena.setUp();
      expect(await query("large")).to.match(/^EXCEEDED_MEMORY_LIMIT: /);
      await query("honest");
      expect(await athena.readRows("SELECT word FROM honest")).to.deep.include(["honest"]);
    },
  );
});
