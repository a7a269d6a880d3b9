import { expect } from "chai";
import { Readable } from "node:stream";
import { ProgramOutput, type OutputLine } from "./program-output";

/** The log lines and the failure that result from a program's output. */
async function read(printed: string, errors = ""): Promise<{ readonly lines: OutputLine[]; readonly failure: string }> {
  const lines: OutputLine[] = [];
  const output = new ProgramOutput((line) => lines.push(line));
  const streams = { output: Readable.from([printed]), errors: Readable.from([errors]) };
  output.read(streams);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { lines, failure: output.createFailure("/app/code") };
}

describe("an application program's output", () => {
  it("is logged with its level and class, if it contains them", async () => {
    const { lines } = await read("hello\n\nWARN\tcom.mine.Job\tslow\n----- Python Process Started -----\n");
    expect(lines.map(({ level, message }) => [level, message])).to.deep.equal([
      ["INFO", "hello"],
      ["WARN", "slow"],
    ]);
    expect(lines[1]?.logger).to.equal("com.mine.Job");
  });
  it("shows the failing line of a Python program, and the root cause from Java", async () => {
    const frames =
      'Traceback (most recent call last):\n  File "<frozen runpy>", line 88, in _run_code\n' +
      '  File "/app/code/app/main.py", line 12, in <module>\n    tables.execute_sql(x)\n' +
      '  File "/flink/python/pyflink/util/exceptions.py", line 158, in deco\n    raise java_exception\n    ^^^^\n';
    const java =
      "pyflink.util.exceptions.TableException: org.apache.flink.table.api.ValidationException: SQL validation failed.\n" +
      "\tat org.apache.A.b(A.java:1)\nCaused by: org.apache.calcite.sql.C: Object 'x' not found\n\tat org.C.d(C.java:2)\n";
    expect((await read(frames + java)).failure).to.equal("app/main.py, line 12: Object 'x' not found");
    const traceback =
      'Traceback (most recent call last):\n  File "/app/code/main.py", line 3, in <module>\n    x["a"]\n';
    expect((await read(`${traceback}KeyError: 'a'\n`)).failure).to.equal("main.py, line 3: KeyError: 'a'");
  });
  it("shows why a jar failed", async () => {
    const errors =
      "------\n The program finished with the following exception:\n\norg.apache.flink.client.program.ProgramInvocationException: The main method caused an error\n" +
      "\tat a.b(C.java:1)\nCaused by: java.lang.NullPointerException: no group\n\tat d.e(F.java:2)\n";
    expect((await read("", errors)).failure).to.equal("no group");
  });
});
