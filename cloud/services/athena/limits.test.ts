import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { queriesOn } from "./testing/queries";

const HOSTILE = `SELECT regexp_like('${"a".repeat(50)}!', '(a+)+$')`;

describe("athena queries that would never end", function () {
  this.timeout(60_000);
  const cloud = useCloud({ athenaSeconds: 15 });
  const athena = queriesOn(cloud);

  it("fail when their time is over, the clock goes on, and later queries run", async () => {
    await athena.setUp();
    const failed = await athena.finish(HOSTILE);
    expect(failed.Status).to.include({ State: "FAILED" });
    expect(failed.Status?.StateChangeReason).to.match(
      /^EXCEEDED_TIME_LIMIT: Query exceeded maximum time limit of 0\.25m\..*--athena-seconds/,
    );
    expect((await athena.finish("SELECT regexp_like('aaa!', '(a+)+!$')")).Status?.State).to.equal("SUCCEEDED");
  });
});
