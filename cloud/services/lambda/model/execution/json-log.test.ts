import type { LoggingConfig } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { needVenv } from "../../../../testing/venv";
import { testFunctions, type CallResult } from "../../testing/functions";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";

type LogLine = Readonly<Record<string, unknown>>;

/** The lines of a call's log: parsed if they are JSON objects, otherwise as text. */
const parseLines = ({ log }: Pick<CallResult, "log">): (LogLine | string)[] =>
  log
    .trimEnd()
    .split("\n")
    .map((line) => (line.startsWith("{") ? (JSON.parse(line) as LogLine) : line));

const isPlatform = (line: LogLine | string): boolean => typeof line === "object" && "type" in line;
const listPlatformLines = (called: Pick<CallResult, "log">): LogLine[] =>
  parseLines(called).filter(isPlatform) as LogLine[];
const listPrinted = (called: Pick<CallResult, "log">): (LogLine | string)[] =>
  parseLines(called).filter((line) => !isPlatform(line));
/** The object that a line holds under a key; an empty object if there is none, so that the assertion on it fails. */
const parseObject = (line: LogLine | undefined, key: string): LogLine => (line?.[key] ?? {}) as LogLine;
/** Each line's level and message, or the line itself. */
const listSaid = (called: CallResult): unknown[] =>
  listPrinted(called).map((line) => (typeof line === "string" ? line : [line["level"], line["message"]]));

describe("Lambda logs in JSON", () => {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const { call } = functions;
  const JSON_LOG = { LogFormat: "JSON" } as const;
  const create = (code: string, LoggingConfig: LoggingConfig = JSON_LOG): Promise<void> =>
    functions.create(code, { LoggingConfig });
  /** The events of the function's log group, in order. */
  const readStored = async (logGroupName = "/aws/lambda/f") =>
    (await cloud.logs.filterLogEvents({ logGroupName })).events ?? [];
  const readStoredTypes = async (): Promise<unknown[]> =>
    (await readStored()).map(({ message = "" }) => (JSON.parse(message) as LogLine)["type"]);

  it("contain the start and the report as on AWS (SVC-045)", async () => {
    await create("export const handler = async () => 1;");
    const first = await call({});
    const [start, report, ...more] = parseLines(first) as LogLine[];
    expect(more).to.deep.equal([]);
    expect(Object.keys(start ?? {})).to.deep.equal(["time", "type", "record"]);
    const { requestId, ...started } = parseObject(start, "record");
    expect(start?.["time"]).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(start?.["type"]).to.equal("platform.start");
    expect(started).to.deep.equal({ functionArn: ARN, version: "$LATEST" });
    expect(requestId).to.match(/^[0-9a-f-]{36}$/);
    expect(report?.["type"]).to.equal("platform.report");
    const { metrics, ...reported } = parseObject(report, "record");
    expect(reported).to.deep.equal({ requestId, status: "success" });
    const { durationMs, billedDurationMs, initDurationMs, maxMemoryUsedMB, ...memory } = metrics as Record<
      string,
      number
    >;
    expect(memory).to.deep.equal({ memorySizeMB: 128 });
    expect(billedDurationMs).to.equal(Math.ceil(durationMs ?? 0));
    expect(initDurationMs).to.be.above(0);
    expect(maxMemoryUsedMB).to.be.within(1, 128);
    const [, again] = listPlatformLines(await call({}));
    expect(parseObject(again, "record")["metrics"]).to.be.an("object").and.not.to.have.property("initDurationMs");
  });

  it("begin an environment's stream with its initialization (SVC-045)", async () => {
    await create("export const handler = async () => 1;");
    await call({});
    const [event] = await readStored();
    const { type, record } = JSON.parse(event?.message ?? "") as LogLine;
    expect(type).to.equal("platform.initStart");
    const { runtimeVersionArn, ...rest } = record as LogLine;
    expect(runtimeVersionArn).to.match(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/);
    expect(rest).to.deep.equal({
      initializationType: "on-demand",
      phase: "init",
      runtimeVersion: "nodejs:20.lab-cloud",
      functionName: "f",
      functionVersion: "$LATEST",
      instanceId: event?.logStreamName,
      instanceMaxMemory: 134_217_728,
    });
  });

  const levels: readonly (readonly [LoggingConfig["SystemLogLevel"], readonly string[]])[] = [
    ["DEBUG", ["initStart", "initRuntimeDone", "initReport", "start", "runtimeDone", "report"]],
    ["INFO", ["initStart", "start", "report"]],
    ["WARN", []],
  ];
  for (const [SystemLogLevel, types] of levels)
    it(`contain Lambda's own events of ${SystemLogLevel} and above (SVC-045)`, async () => {
      await create("export const handler = async () => 'four';", { ...JSON_LOG, SystemLogLevel });
      const { log, payload } = await call({});
      expect(payload).to.equal("four");
      expect(log === "").to.equal(types.length === 0);
      if (types.length > 0) expect(await readStoredTypes()).to.deep.equal(types.map((type) => `platform.${type}`));
    });

  it("warn about failures with their kind (SVC-045)", async () => {
    await create(
      "export const handler = async (kind) => { if (kind === 'exit') process.exit(3); if (kind === 'throw') throw new TypeError('no'); for (;;); };",
      { ...JSON_LOG, SystemLogLevel: "WARN", ApplicationLogLevel: "FATAL" },
    );
    await functions.client.updateFunctionConfiguration({ FunctionName: "f", Timeout: 1 });
    await cloud.advance(1);
    const readLogged = async (kind: string) =>
      listPlatformLines(await call(kind)).map(({ type, record }) => {
        const { status, errorType } = record as LogLine;
        return [type, status, errorType];
      });
    for (const [kind, ...how] of [
      ["throw", "error", "Runtime.Unknown"],
      ["exit", "error", "Runtime.ExitError"],
      ["loop", "timeout", undefined],
    ] as const)
      expect(await readLogged(kind), kind).to.deep.equal([
        ["platform.runtimeDone", ...how],
        ["platform.report", ...how],
      ]);
  });

  it("contain the arguments of Node.js' console.*: values, texts, errors (SVC-046)", async () => {
    await create(`export const handler = async () => {
      console.log("one\\ntwo");
      console.info({ a: [1] });
      console.warn("%s is %d", "x", 1);
      console.error("went wrong:", new RangeError("far"));
      console.error(Object.assign(new TypeError("bad"), { code: "E1" }));
      const loop = {}; loop.loop = loop;
      console.log(loop);
      console.fatal("over");
      console.debug("not at INFO");
      process.stdout.write("plain\\n");
    };`);
    const called = await call({});
    const [first] = listPrinted(called) as LogLine[];
    const { timestamp, requestId, ...rest } = first ?? {};
    expect(Object.keys(first ?? {})).to.deep.equal(["timestamp", "level", "requestId", "message"]);
    expect(timestamp).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(requestId).to.equal(parseObject(listPlatformLines(called)[0], "record")["requestId"]);
    expect(rest).to.deep.equal({ level: "INFO", message: "one\ntwo" });
    const [, value, text, beside, error, loop, fatal, plain] = listPrinted(called) as LogLine[];
    expect(value).to.deep.include({ level: "INFO", message: { a: [1] } });
    expect(text).to.deep.include({ level: "WARN", message: "x is 1" });
    expect(beside).to.include({ level: "ERROR", errorType: "RangeError", errorMessage: "far" });
    expect(beside?.["message"]).to.match(/^went wrong: RangeError: far\n/);
    expect((beside?.["stackTrace"] as string[] | undefined)?.[1]).to.match(/^ {4}at .*\/var\/task\/index\.mjs:5:/);
    const { stackTrace, ...details } = parseObject(error, "message");
    expect(details).to.deep.equal({ errorType: "TypeError", errorMessage: "bad", code: "E1" });
    expect((stackTrace as string[])[0]).to.equal("TypeError: bad");
    expect(loop?.["message"]).to.equal("<ref *1> { loop: [Circular *1] }");
    expect(fatal).to.include({ level: "FATAL", message: "over" });
    expect(plain).to.equal("plain");
    expect(listPrinted(called)).to.have.length(8);
  });

  it("contain errors reported by the Node.js runtime (SVC-046)", async () => {
    await create("export const handler = async () => { throw new URIError('not there'); };");
    const [error] = listPrinted(await call({})) as LogLine[];
    expect(error).to.include({ level: "ERROR" });
    expect(error?.["message"]).to.include({ errorType: "URIError", errorMessage: "not there" });
    await functions.client.updateFunctionConfiguration({ FunctionName: "f", Handler: "index.none" });
    await cloud.advance(1);
    await call({});
    const all = (await readStored()).map(({ message = "" }) => JSON.parse(message) as LogLine);
    expect(all.find(({ level, requestId }) => level === "ERROR" && requestId === undefined)?.["message"]).to.include({
      errorType: "HandlerNotFound",
      errorMessage: "index.none is undefined or not exported",
    });
  });

  it("contain a function's messages of its level and above, with INFO for lines without a level (SVC-047)", async () => {
    await create(
      `export const handler = async () => {
        for (const level of ["trace", "debug", "info", "warn", "error", "fatal"]) console[level](level);
        console.log(process.env.AWS_LAMBDA_LOG_FORMAT, process.env.AWS_LAMBDA_LOG_LEVEL);
        const print = (value) => process.stdout.write((typeof value === "string" ? value : JSON.stringify(value)) + "\\n");
        print("plain");
        print({ level: "debug", message: "without a time is INFO" });
        print({ level: "debug", timestamp: "2024-11-02T16:51:31.587199Z", message: "of one's own" });
        print({ level: "Warning", time: "2024-11-02T16:51:31+01:00", message: "of one's own" });
        print({ level: "loud", time: "2024-11-02T16:51:31Z", message: "unknown is INFO" });
      };`,
      { ...JSON_LOG, ApplicationLogLevel: "TRACE" },
    );
    const all = await call({});
    expect(listSaid(all)).to.deep.equal([
      ...["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"].map((level) => [level, level.toLowerCase()]),
      ["INFO", "JSON TRACE"],
      "plain",
      ["debug", "without a time is INFO"],
      ["debug", "of one's own"],
      ["Warning", "of one's own"],
      ["loud", "unknown is INFO"],
    ]);
    const countAtLevel = async (ApplicationLogLevel: LoggingConfig["ApplicationLogLevel"]): Promise<number> => {
      await functions.client.updateFunctionConfiguration({
        FunctionName: "f",
        LoggingConfig: { ...JSON_LOG, ApplicationLogLevel },
      });
      await cloud.advance(1);
      return listPrinted(await call({})).length;
    };
    expect([
      await countAtLevel("DEBUG"),
      await countAtLevel("INFO"),
      await countAtLevel("WARN"),
      await countAtLevel("ERROR"),
      await countAtLevel("FATAL"),
    ]).to.deep.equal([11, 9, 4, 2, 1]);
  });

  it("go to a custom group, with the function's name in the stream (SVC-048)", async () => {
    await create("export const handler = async () => console.log(1);", { LogGroup: "mine" });
    await functions.client.publishVersion({ FunctionName: "f" });
    await call({});
    await call({}, { Qualifier: "1" });
    const streams = new Set((await readStored("mine")).map(({ logStreamName = "" }) => logStreamName.slice(0, -32)));
    expect([...streams].sort()).to.deep.equal(["2030/01/01/f[$LATEST]", "2030/01/01/f[1]"]);
  });

  describe("in Python", function () {
    needVenv();
    const runPython = (code: string, LoggingConfig: LoggingConfig = JSON_LOG): Promise<void> =>
      functions.create(
        { "app.py": code },
        { Runtime: "python3.12", Handler: "app.handler", Timeout: 20, LoggingConfig },
      );

    it("contain logged values, and printed lines unchanged (SVC-046)", async () => {
      await runPython(`import logging
logger = logging.getLogger("mine")
def handler(event, context):
    print("plain")
    logger.info("%s is %d", "x", 1, extra={"order": {"id": 7}})
    logger.debug("not at INFO")
    try:
        int("x")
    except ValueError:
        logger.exception("went wrong")
    logger.log(35, "between")
`);
      const called = await call({});
      const [plain, info, error, between, ...more] = listPrinted(called) as LogLine[];
      expect(more).to.deep.equal([]);
      expect(plain).to.equal("plain");
      const { timestamp, ...rest } = info ?? {};
      expect(Object.keys(info ?? {})).to.deep.equal(["timestamp", "level", "message", "logger", "requestId", "order"]);
      expect(timestamp).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const { requestId } = parseObject(listPlatformLines(called)[0], "record");
      expect(rest).to.deep.equal({ level: "INFO", message: "x is 1", logger: "mine", requestId, order: { id: 7 } });
      const { stackTrace, ...details } = error ?? {};
      expect(details).to.deep.equal({
        timestamp: error?.["timestamp"],
        level: "ERROR",
        message: "went wrong",
        logger: "mine",
        errorType: "ValueError",
        errorMessage: "invalid literal for int() with base 10: 'x'",
        requestId,
        location: "/var/task/app.py:handler:10",
      });
      expect((stackTrace as string[])[0]).to.match(/^ {2}File "\/var\/task\/app\.py", line 8, in handler\n/);
      expect(between).to.include({ level: "WARNING", message: "between" });
    });

    it("contain errors reported by the runtime, and messages of the level and above (SVC-046, SVC-047)", async () => {
      await runPython(
        `import logging
def handler(event, context):
    print("plain")
    logging.warning("a warning")
    logging.error("an error")
    logging.critical("the end")
    return event["missing"]
`,
        { ...JSON_LOG, ApplicationLogLevel: "ERROR" },
      );
      const called = await call({});
      expect(listSaid(called)).to.deep.equal([
        ["ERROR", "an error"],
        ["CRITICAL", "the end"],
        ["ERROR", undefined],
      ]);
      const { timestamp, stackTrace, ...details } = listPrinted(called)[2] as LogLine;
      expect(timestamp).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      expect(stackTrace).to.have.length(1);
      const { requestId } = called.payload as LogLine;
      expect(details).to.deep.equal({ level: "ERROR", errorMessage: "'missing'", errorType: "KeyError", requestId });
    });
  });
});
