import type { FactGroup } from "./fact";

export const lambda: FactGroup = {
  title: "Lambda",
  facts: [
    {
      id: "SVC-008",
      grade: "measured",
      says: "A synchronous call returns 200 with the executed version and the payload, an event 202, and a dry run 204. If the handler returns nothing, the payload is null.",
    },
    {
      id: "SVC-009",
      grade: "measured",
      says: "The tail of a call's log is its last 4 KB, with START, END and REPORT; the group is /aws/lambda/<name>. The REPORT includes the initialization only after a cold start.",
      differs: "Durations and memory are real, but those of this machine, not AWS's.",
    },
    {
      id: "SVC-010",
      grade: "measured",
      says: "If the handler throws, the call returns 200 with FunctionError Unhandled, and a payload with type, message and stack. Python adds the request ID.",
      differs: "Initialization is tried once. AWS tries it a second time before it reports the error.",
    },
    {
      id: "SVC-011",
      grade: "measured",
      says: "A call that takes too long is a Sandbox.Timedout, and a process that ends without a response a Runtime.ExitError. Both have AWS's messages.",
    },
    {
      id: "SVC-012",
      grade: "measured",
      says: "A function's defaults: 3 s, 128 MB, 512 MB of temporary storage, a zip, logs as text; Pending first, then Active; 4 KB of environment variables.",
      differs: "The size of the temporary storage is stored, but not enforced.",
    },
    {
      id: "SVC-045",
      grade: "documented",
      says: "A JSON log has platform.initStart, start and report, and with DEBUG also initRuntimeDone, initReport and runtimeDone. Failures are logged as WARN.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html",
      differs: "The runtime version has no number, and runtimeDone has no spans.",
    },
    {
      id: "SVC-046",
      grade: "documented",
      says: "Node.js's console and Python's logging write objects with timestamp, level, request and message; errors add errorType, errorMessage and stackTrace. Other output stays as it is.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html",
    },
    {
      id: "SVC-047",
      grade: "documented",
      says: "The application log level drops what is below it. A printed object has the level that it names, if it also has a time. Every other line is INFO.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html",
    },
    {
      id: "SVC-048",
      grade: "measured",
      says: "A LoggingConfig replaces the previous one. With JSON, both levels are INFO by default; text has none. In a custom log group, stream names include the function's name.",
    },
    {
      id: "SVC-049",
      grade: "measured",
      says: "Each call has its own _X_AMZN_TRACE_ID, with any tracing mode. A caller's trace ID is continued, with its sampling decision.",
      differs:
        "No trace is recorded: X-Ray is not emulated. Each call of a function that traces says Sampled=1, where AWS samples. No Lineage, no XRAY line in the REPORT.",
    },
    {
      id: "SVC-050",
      grade: "measured",
      says: "Publishing a layer creates a version, whose number is never reused. A function has at most five layers, one version of each, and 250 MB unzipped, including its code. It keeps a version that is deleted.",
      differs:
        "Layers of other accounts, including AWS's own, are rejected as not supported, and so are layers with extensions.",
    },
    {
      id: "SVC-051",
      grade: "documented",
      says: "The files of layers are at /opt, later layers over earlier ones. Node.js looks in nodejs/nodeNN/node_modules, nodejs/node_modules, then for the SDK; Python in python/lib/python3.x/site-packages, then in python; PATH ends in bin, LD_LIBRARY_PATH in lib.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html",
      differs:
        "The path /opt exists only where functions are confined; elsewhere the same folders have other paths, and answers to requests with layers say so. Wrapper scripts are refused.",
    },
  ],
};
