// Runs a Node.js handler, started by the lab cloud in its own process. A handler sees the same environment as in
// AWS's runtime. Frames go one at a time each way over file descriptor 3: lengths of head and body (32 bits each,
// big-endian), head (JSON), body (the unchanged payload). See
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
import { createRequire, syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";
import { resolve } from "node:path";
import { format } from "node:util";
import { createFailure, loadHandler } from "./node-handler.mjs";

/**
 * @typedef {{ id: string, deadline: number, arn: string, trace: string, clientContext?: unknown }} Head of a call: `deadline` in ms since the epoch
 */

const env = process.env;
const root = env["LAMBDA_TASK_ROOT"] ?? process.cwd();
/** The folder with the files of the function's layers; undefined if it has none. */
const opt = process.argv[2];
const channel = new Socket({ fd: 3, readable: true, writable: true });

/** @type {string | undefined} */
let requestId;
/** Called when the event loop is empty. @type {(() => void) | undefined} */
let whenIdle;

// --- Frames

/** @param {object} head @param {string} [body] @param {() => void} [sent] */
function send(head, body = "", sent) {
  const bytes = Buffer.from(body);
  const top = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(top.length, 0);
  lengths.writeUInt32BE(bytes.length, 4);
  channel.write(Buffer.concat([lengths, top, bytes]), sent);
}

/** @param {(head: Head, body: string) => void} hear */
function listen(hear) {
  /** @type {Buffer[]} */
  let chunks = [];
  let held = 0;
  // Bytes of the whole frame; known once its two lengths have arrived.
  let requested = 8;
  channel.on("data", (/** @type {Buffer} */ chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= requested) {
      const bytes = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      chunks = [bytes];
      const bodyAt = 8 + bytes.readUInt32BE(0);
      requested = bodyAt + bytes.readUInt32BE(4);
      if (held < requested) return;
      const frame = bytes.subarray(0, requested);
      chunks = [bytes.subarray(requested)];
      held -= requested;
      requested = 8;
      hear(JSON.parse(frame.toString("utf8", 8, bodyAt)), frame.toString("utf8", bodyAt));
    }
  });
  // The cloud has ended: end all processes that the handler started.
  channel.on("end", end).on("error", end);
}

function end() {
  try {
    process.kill(process.platform === "win32" ? process.pid : 0, "SIGKILL");
  } catch {
    process.exit(1);
  }
}

// --- The log: one line a message, with time, request and level before it, or an object in JSON

// Blocking writes: a call's output reaches the cloud before its answer, and a call cannot print faster than the cloud
// reads.
for (const stream of [process.stdout, process.stderr]) {
  const { _handle: handle } = /** @type {{ _handle?: { setBlocking?: (isBlocking: boolean) => void } }} */ (
    /** @type {unknown} */ (stream)
  );
  handle?.setBlocking?.(true);
}

const isJson = env["AWS_LAMBDA_LOG_FORMAT"]?.toUpperCase() === "JSON";
const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const min = LEVELS.indexOf(env["AWS_LAMBDA_LOG_LEVEL"]?.toUpperCase() ?? "");

/** Lines inside a message are kept together, as AWS keeps them. @param {string} level @param {unknown[]} values */
function write(level, values) {
  if (LEVELS.indexOf(level) < min) return;
  const time = new Date().toISOString();
  const line = isJson
    ? formatJsonMessage({ timestamp: time, level, requestId }, values)
    : `${time}\t${requestId}\t${level}\t${format(...values)}`;
  process.stdout.write(`${toAwsPaths(line).replaceAll("\n", "\r")}\n`);
}

/** A single value is the message itself; several become one text, and the first error among them is added as members. @param {object} head @param {unknown[]} values */
function formatJsonMessage(head, values) {
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...head, message: values[0] }, (_, value) =>
        value instanceof Error ? { ...formatJsonError(value), ...value } : value,
      );
    } catch {
      return JSON.stringify({ ...head, message: format(values[0]) });
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({
    ...head,
    message: format(...values),
    ...(error instanceof Error ? formatJsonError(error) : {}),
  });
}

/** @param {Error} error */
const formatJsonError = ({ constructor, message, stack }) => ({
  errorType: constructor?.name ?? "UnknownError",
  errorMessage: message,
  stackTrace: typeof stack === "string" ? stack.split("\n") : [],
});

for (const [name, level] of /** @type {const} */ ([
  ["log", "INFO"],
  ["info", "INFO"],
  ["warn", "WARN"],
  ["error", "ERROR"],
  ["debug", "DEBUG"],
  ["trace", "TRACE"],
  ["fatal", "FATAL"],
])) {
  /** @type {any} */ (console)[name] = (/** @type {unknown[]} */ ...values) => write(level, values);
}

/** Logs an error as the runtime itself does. @param {string} title @param {unknown} thrown */
function writeError(title, thrown) {
  if (isJson) write("ERROR", [thrown instanceof Error ? thrown : new Error(String(thrown))]);
  else write("ERROR", [`${title} \t${formatErrorForLog(thrown)}`]);
}

// --- Errors in answers and logs

/**
 * Replaces this machine's paths, which mean nothing to a caller: the code is at /var/task, as on AWS.
 *
 * @param {string} text
 */
const toAwsPaths = (text) =>
  (opt === undefined ? text : text.replaceAll(opt, "/opt"))
    .replaceAll(root, "/var/task")
    .replaceAll(import.meta.url, "file:///var/runtime/index.mjs")
    .replaceAll(new URL("node-handler.mjs", import.meta.url).href, "file:///var/runtime/index.mjs");

/** @param {unknown} thrown @returns {{ errorType: string, errorMessage: string, trace: string[] }} */
function describeThrown(thrown) {
  if (
    thrown instanceof Error ||
    (typeof thrown === "object" && thrown !== null && "message" in thrown && "stack" in thrown)
  ) {
    const { name, message, stack } = /** @type {Error} */ (thrown);
    return {
      errorType: String(name),
      errorMessage: toAwsPaths(String(message)),
      trace: toAwsPaths(String(stack ?? "")).split("\n"),
    };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

/** An error for the log, with its own members. @param {unknown} thrown */
function formatErrorForLog(thrown) {
  const { errorType, errorMessage, trace } = describeThrown(thrown);
  const userFunction =
    typeof thrown === "object" && thrown !== null
      ? Object.fromEntries(Object.entries(thrown).filter(([name]) => !["name", "message", "stack"].includes(name)))
      : {};
  try {
    return JSON.stringify({ errorType, errorMessage, ...userFunction, stack: trace });
  } catch {
    return JSON.stringify({ errorType, errorMessage, stack: trace });
  }
}

const getMaxRss = () => process.resourceUsage().maxRSS;

/**
 * Ends this process after reporting the reason.
 *
 * @param {unknown} thrown
 * @param {string} title
 * @param {number} status
 */
function exitWithReason(thrown, title, status) {
  writeError(title, thrown);
  const head = requestId === undefined ? { failed: "init" } : { failed: requestId, ends: true };
  send({ ...head, maxRss: getMaxRss() }, JSON.stringify(describeThrown(thrown)), () => process.exit(status));
}

process.on("uncaughtException", (error) => exitWithReason(error, "Uncaught Exception", 129));
process.on("unhandledRejection", (reason) => {
  const error = createFailure(
    "Runtime.UnhandledPromiseRejection",
    reason instanceof Error ? reason.toString() : String(reason),
  );
  exitWithReason(
    Object.assign(error, { reason: isJson ? reason : describeThrown(reason), promise: {} }),
    "Unhandled Promise Rejection",
    128,
  );
});
process.on("beforeExit", () => {
  const act = whenIdle;
  whenIdle = undefined;
  if (act !== undefined) act();
});

// --- Custom resources

/** The ResponseURL in an event of this cloud's CloudFormation, which is on this machine. */
const ANSWERED_HERE = /"ResponseURL":"http:\/\/127\.0\.0\.1:(\d+)(\/_lab\/cloudformation\/response\?)/;
let isLedHere = false;

/**
 * Many functions of custom resources, the CDK's among them, use only the host and the path of the address, and TLS:
 * their answers are redirected to the lab cloud's own port, without TLS.
 *
 * @param {string} payload
 */
function redirectAnswers(payload) {
  const [, port, path = ""] = ANSWERED_HERE.exec(payload) ?? [];
  if (port === undefined || isLedHere) return;
  isLedHere = true;
  const require = createRequire(resolve(root, "runtime.js"));
  const https = require("node:https");
  const http = require("node:http");
  const { request } = https;
  https.request = (/** @type {any} */ options, /** @type {any[]} */ ...rest) =>
    typeof options?.path === "string" && options.path.startsWith(path) && options.hostname === "127.0.0.1"
      ? http.request({ ...options, protocol: "http:", port, agent: undefined }, ...rest)
      : request(options, ...rest);
  syncBuiltinESMExports();
}

// --- Calls

/** @param {Head} head @param {(error: unknown, result?: unknown) => void} callback */
function createContext(head, callback) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: env["AWS_LAMBDA_FUNCTION_VERSION"],
    functionName: env["AWS_LAMBDA_FUNCTION_NAME"],
    memoryLimitInMB: env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
    logGroupName: env["AWS_LAMBDA_LOG_GROUP_NAME"],
    logStreamName: env["AWS_LAMBDA_LOG_STREAM_NAME"],
    clientContext: head.clientContext,
    identity: undefined,
    invokedFunctionArn: head.arn,
    awsRequestId: head.id,
    getRemainingTimeInMillis: () => head.deadline - Date.now(),
    done: callback,
    succeed: (/** @type {unknown} */ result) => callback(null, result),
    fail: (/** @type {unknown} */ error) => callback(error ?? "handled"),
  };
}

/** @param {Function} handler @param {Head} head @param {string} payload */
function call(handler, head, payload) {
  requestId = head.id;
  env["_X_AMZN_TRACE_ID"] = head.trace;
  let isDone = false;
  // Unreferenced, so that the event loop counts as empty when only this channel is left.
  channel.unref();

  /** @param {object} answer @param {string} body */
  const finish = (answer, body) => {
    if (isDone) return;
    isDone = true;
    whenIdle = undefined;
    channel.ref();
    send({ ...answer, maxRss: getMaxRss() }, body);
  };
  const succeed = (/** @type {unknown} */ result) => {
    /** @type {string} */
    let body;
    try {
      body = JSON.stringify(result === undefined ? null : result) ?? "null";
    } catch (error) {
      fail(
        createFailure(
          "Runtime.MarshalError",
          `Unable to stringify response body: ${/** @type {Error} */ (error).message}`,
        ),
      );
      return;
    }
    finish({ done: head.id }, body);
  };
  const fail = (/** @type {unknown} */ error) => {
    if (isDone) return;
    writeError("Invoke Error", error);
    finish({ failed: head.id }, JSON.stringify(describeThrown(error)));
  };
  const finishByCallback = (/** @type {unknown} */ error, /** @type {unknown} */ result) => {
    if (isDone) return;
    if (error !== undefined && error !== null) fail(error);
    else if (context.callbackWaitsForEmptyEventLoop) whenIdle = () => succeed(result);
    else succeed(result);
  };
  const context = createContext(head, finishByCallback);
  // Without an answer before the event loop is empty: null if the callback was never called. A promise that never
  // settles fails the call, below.
  whenIdle = () => succeed(null);
  try {
    redirectAnswers(payload);
    const result = handler(JSON.parse(payload), context, finishByCallback);
    if (typeof result?.then !== "function") return;
    whenIdle = () =>
      fail(
        createFailure(
          "Runtime.NodeJsExit",
          "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#process_exit_codes",
        ),
      );
    result.then(succeed, fail);
  } catch (error) {
    fail(error);
  }
}

try {
  const handler = await loadHandler(env["_HANDLER"] ?? "", root, opt);
  listen((head, payload) => call(handler, head, payload));
  send({ ready: true, maxRss: getMaxRss() });
} catch (error) {
  exitWithReason(error, "Uncaught Exception", 1);
}
