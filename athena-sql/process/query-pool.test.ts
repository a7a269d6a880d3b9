import { existsSync } from "node:fs";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { QueryCanceledError, QueryFault } from "../query-engine";
import type { Job } from "./job";
import { QueryProcesses } from "./query-processes";

const JOB: Job = {
  sql: "SELECT 5 AS n",
  types: [{ kind: "integer" }],
  scans: "[]",
  memoryMiB: 64,
  threads: 1,
  temporary: "",
  bytesCutoff: undefined,
  output: undefined,
};
const free = new AbortController().signal;

describe("Athena's pool of query processes", () => {
  const folder = createTemporaryFolder();
  const opened: QueryProcesses[] = [];
  const createPool = (max: number): QueryProcesses => {
    const processes = new QueryProcesses(folder, { max });
    opened.push(processes);
    return processes;
  };
  const readOutcome = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => "done",
      (error: unknown) => error,
    );
  afterEach(() => Promise.all(opened.splice(0).map((processes) => processes.close())));

  it("runs queries one after another in one process, with one folder until the pool closes", async () => {
    const processes = createPool(2);
    processes.prepare();
    processes.prepare();
    const first = await processes.take(free);
    const answer = { answer: "running", bytesScanned: 0, page: { rows: [["5"]], isLast: true } };
    expect(await first.ask({ ask: "run", job: { ...JOB, temporary: first.temporary } })).to.deep.equal(answer);
    expect(await first.ask({ ask: "rows" })).to.deep.equal({ answer: "rows", page: { rows: [], isLast: true } });
    first.close();
    processes.release(first);
    const again = await processes.take(free);
    expect(again).to.equal(first);
    expect(String(await readOutcome(again.ask({ ask: "rows" })))).to.match(
      /^Error: A query's process failed: Error: no query/,
    );
    const failing = { ...JOB, sql: "SELECT fail('DIVISION_BY_ZERO: words')", temporary: again.temporary };
    const fault = await readOutcome(again.ask({ ask: "run", job: failing }));
    expect(fault).to.be.instanceOf(QueryFault).with.property("code", "DIVISION_BY_ZERO");
    expect(existsSync(first.temporary)).to.equal(true);
    await processes.close();
    expect([existsSync(first.temporary), first.hasExited, first.memory]).to.deep.equal([false, true, 0]);
    expect(await readOutcome(first.ask({ ask: "rows" }))).to.include({ code: "GENERIC_INTERNAL_ERROR" });
    expect(await readOutcome(processes.take(free))).to.be.instanceOf(QueryCanceledError);
  });

  it("queues queries beyond the limit in order, and skips those that are canceled meanwhile", async () => {
    const processes = createPool(1);
    const first = await processes.take(free);
    const stop = new AbortController();
    const order: string[] = [];
    const waiting = ["canceled", "second", "third"].map((name) =>
      readOutcome(
        processes.take(name === "canceled" ? stop.signal : free).then((process) => {
          order.push(name);
          expect(process, name).to.equal(first);
          processes.release(process);
        }),
      ),
    );
    stop.abort();
    expect(await waiting[0]).to.be.instanceOf(QueryCanceledError);
    expect(await readOutcome(processes.take(stop.signal))).to.be.instanceOf(QueryCanceledError);
    expect(order).to.deep.equal([]);
    processes.release(first);
    expect(await Promise.all(waiting.slice(1))).to.deep.equal(["done", "done"]);
    expect(order).to.deep.equal(["second", "third"]);
  });

  it("ends a process with the given reason, and starts another for the next query", async () => {
    const processes = createPool(1);
    const first = await processes.take(free);
    const request = readOutcome(first.ask({ ask: "run", job: { ...JOB, temporary: first.temporary } }));
    const reason = new Error("too long");
    await first.kill(reason);
    expect([await request, first.hasExited, existsSync(first.temporary)]).to.deep.equal([reason, true, false]);
    processes.release(first);
    expect(await processes.take(free)).not.to.equal(first);
  });

  it("cancels waiting queries when it closes", async () => {
    const processes = createPool(1);
    await processes.take(free);
    const waiting = readOutcome(processes.take(free));
    await processes.close();
    processes.prepare();
    for (const refused of [waiting, readOutcome(processes.take(free))])
      expect(await refused).to.be.instanceOf(QueryCanceledError);
  });
});
