import { expect } from "chai";
import { LONG } from "../../../test/long";
import { useCloud } from "../../testing/use-cloud";
import { queriesOn } from "./testing/queries";

/** A query over 10⁹ rows, with one number as its result. */
const CROSS_JOIN =
  "SELECT count(*) FROM UNNEST(sequence(1, 1000)) a(x) CROSS JOIN UNNEST(sequence(1, 1000)) b(y) CROSS JOIN UNNEST(sequence(1, 1000)) c(z) WHERE x * y % 7 = z % 11";
/** A query whose intermediate result is larger than any memory or disk. */
const GROWING =
  "SELECT cardinality(array_agg(CAST(a.x AS varchar) || w)) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10000)) b(y) CROSS JOIN (SELECT lpad('', 1000, 'x') w) c";
const HOSTILE = `SELECT regexp_like('${"a".repeat(50)}!', '(a+)+$')`;

describe("athena queries that would never end", function () {
  this.timeout(300_000);
  const cloud = useCloud({ athenaSeconds: 3 });
  const athena = queriesOn(cloud);

  it("fail when their time is over, the clock goes on, and later queries run", async () => {
    await athena.setUp();
    const failed = await athena.finish(HOSTILE);
    expect(failed.Status).to.include({ State: "FAILED" });
    expect(failed.Status?.StateChangeReason).to.match(
      /^EXCEEDED_TIME_LIMIT: Query exceeded maximum time limit of 0\.05m\..*--athena-seconds/,
    );
    // On a busy machine the start of the next process alone may take the 3 s: one of the later queries is in time.
    const stateOfNext = async () => (await athena.finish("SELECT regexp_like('aaa!', '(a+)+!$')")).Status?.State;
    while ((await stateOfNext()) !== "SUCCEEDED");
  });

  it(`fail by a cross join that takes too long${LONG ? "; with more time it ends" : ""}`, async () => {
    await cloud.restart({ athenaSeconds: 1 });
    await athena.setUp();
    const failed = await athena.finish(CROSS_JOIN);
    expect(failed.Status?.State).to.equal("FAILED");
    expect(failed.Status?.StateChangeReason).to.match(/^EXCEEDED_TIME_LIMIT: /);
    if (!LONG) return;
    await cloud.restart({ athenaSeconds: 600 });
    await athena.setUp();
    expect(await athena.rows(CROSS_JOIN)).to.deep.include(["90736164"]);
  });

  it("fail by a cross join that takes more memory than there is for a query, and later queries run", async () => {
    await cloud.restart({ athenaSeconds: 600 });
    await athena.setUp();
    const failed = await athena.finish(GROWING);
    expect(failed.Status?.State).to.equal("FAILED");
    expect(failed.Status?.StateChangeReason).to.match(/^EXCEEDED_(LOCAL_)?MEMORY_LIMIT: /);
    expect((await athena.finish("SELECT 1")).Status?.State).to.equal("SUCCEEDED");
  });
});
