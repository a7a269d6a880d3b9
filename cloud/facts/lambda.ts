import type { FactGroup } from "./fact";

export const lambda: FactGroup = {
  title: "Lambda",
  facts: [
    {
      id: "SVC-008",
      grade: "measured",
      says: "A call that is waited for answers 200 with the executed version and the payload, an event 202, a dry run 204; a handler that returns nothing gives null.",
    },
    {
      id: "SVC-009",
      grade: "measured",
      says: "The tail of a call's log is its last 4 KB, with START, END and REPORT; the group is /aws/lambda/<name>. The REPORT includes the initialization only after a cold start.",
      differs: "Durations are real, and so is the memory: this machine's, not AWS's.",
    },
    {
      id: "SVC-010",
      grade: "measured",
      says: "An error of the handler is a 200 with FunctionError Unhandled, and a payload with type, message and stack; Python adds the request id.",
      differs: "Initialization is tried once; AWS tries it a second time before it reports.",
    },
    {
      id: "SVC-011",
      grade: "measured",
      says: "A call that takes too long is Sandbox.Timedout, and a process that ends without an answer Runtime.ExitError, each with AWS's words.",
    },
    {
      id: "SVC-012",
      grade: "measured",
      says: "A function's defaults: 3 s, 128 MB, 512 MB of temporary storage, a zip, logs as text; Pending first, then Active; 4 KB of environment variables.",
      differs: "The size of the temporary storage is kept, not enforced.",
    },
    {
      id: "SVC-045",
      grade: "documented",
      says: "A log in JSON holds platform.initStart, start and report, at DEBUG also initRuntimeDone, initReport and runtimeDone; what failed is a WARN.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html",
      differs: "The version of the runtime has no number; runtimeDone has no spans.",
    },
    {
      id: "SVC-046",
      grade: "documented",
      says: "Node.js's console and Python's logging write objects with timestamp, level, request and message, errors with errorType, errorMessage and stackTrace; what is printed otherwise stays as it is.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html",
    },
    {
      id: "SVC-047",
      grade: "documented",
      says: "The application log level leaves out what is below it. A printed object has the level that it names next to a time; every other line is INFO.",
      page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html",
    },
    {
      id: "SVC-048",
      grade: "measured",
      says: "A LoggingConfig replaces the one before it; JSON has INFO for both levels by default, and text has none. A group of one's own has the function's name in its streams.",
    },
    {
      id: "SVC-049",
      grade: "measured",
      says: "Each call has its own _X_AMZN_TRACE_ID in its handler, whatever the tracing; a caller's trace is taken over with its decision whether it is recorded.",
      differs:
        "No trace is recorded: X-Ray is not emulated. Each call of a function that traces says Sampled=1, where AWS samples. No Lineage, no XRAY line in the REPORT.",
    },
    {
      id: "SVC-050",
      grade: "measured",
      says: "Each publishing of a layer makes a version, whose number is never given again. A function has five layers at most, one version of each, 250 MB unzipped with its code, and keeps a version that is deleted.",
      differs:
        "Layers of other accounts, AWS's own among them, are refused by name, and so are layers with extensions.",
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
