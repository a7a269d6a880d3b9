import type { RemovedDefense } from "./catalog";
import { graderDefenses } from "./grader-defenses";
import { serviceDefenses } from "./service-defenses";

const HTTP1 = "cloud/server/http1.ts";
const ZIP = "grader/submission/zip-directory.ts";
const READ_NOTEBOOK = "grader/submission/read-notebook.ts";
const PARSED_JSON = "grader/core/parsed-json.ts";
const NESTING = "cloud/protocols/content.ts";
const JQ = "cloud/services/firehose/model/stages/jq/extract.ts";

/**
 * Defenses that no option switches off: an option would be a way around the defense. Defenses with an option
 * (`--unsafe`, a limit, keys) are switched off in their own tests.
 */
export const removedDefenses: readonly RemovedDefense[] = [
  ...[
    {
      file: "cloud/server/page-marks.ts",
      defense: "if (!isHostAccepted(request))",
      without: "if (Boolean(0))",
    },
    {
      file: "cloud/server/sender.ts",
      defense: "this.mustSign = parts.verifies || !isCloudHost(signed.request);",
      without: "this.mustSign = parts.verifies;",
    },
  ].map((item) => ({ ...item, attack: "DNS rebinding: another host's name, with something like a signature" })),
  {
    attack: "a change by GET",
    file: "cloud/server/api.ts",
    defense: '"refuseChangeByGet",',
    without: "",
  },
  {
    attack: "running code under `--keys any`",
    file: "cloud/options.ts",
    defense: 'allowCode: options.allowCode ?? options.keys === "own",',
    without: "allowCode: true,",
  },
  {
    attack: "request smuggling between the two HTTPs",
    file: HTTP1,
    defense: "requestTimeout: 0,",
    without: "requestTimeout: 0, insecureHTTPParser: true,",
  },
  {
    attack: "HTTP/2: settings of a thousand values each",
    file: "cloud/server/http2.ts",
    defense: "maxSessionMemory: 64,",
    without: "maxSessionMemory: 64, maxSettings: 100_000,",
  },
  {
    attack: "slowloris: headers drop by drop",
    file: HTTP1,
    defense: "headersTimeout: headersMs,",
    without: "headersTimeout: 0,",
  },
  {
    attack: "slowloris: all connections, silent",
    file: "cloud/server/port.ts",
    defense: "setTimeout(() => socket.destroy(), firstBytesMs).unref();",
    without: "setTimeout(() => undefined, firstBytesMs).unref();",
  },
  {
    attack: "slowloris: uploads on all connections",
    file: "cloud/server/connections.ts",
    defense: "if (this.#open.size >= this.#max) this.#makeRoom();",
    without: "if (this.#open.size >= this.#max) return void socket.destroy();",
  },
  {
    attack: "a body drop by drop",
    file: "cloud/server/body.ts",
    defense: "setTimeout(() => stop(createTooSlow()), this.#maxMs).unref();",
    without: "setTimeout(() => undefined, this.#maxMs).unref();",
  },
  {
    attack: "Athena: an expression that never ends",
    file: "cloud/services/athena/engine/process/running-query.ts",
    defense: "() => void this.#end(createTimeoutFault(limits.timeoutMs)),",
    without: "() => undefined,",
  },
  {
    attack: "work in the cloud that never ends",
    file: "cloud/core/clock.ts",
    defense: "await Promise.race([Promise.all(works), tooLong]);",
    without: "await Promise.race([Promise.all(works)]);",
  },
  {
    attack: "jq programs that loop",
    file: JQ,
    defense: "return 300 + 4 * Math.max(records.length, kibibytes);",
    without: "return 2 ** 31 - 1 - kibibytes;",
  },
  {
    attack: "jq programs that grow",
    file: JQ,
    defense: "return 300 + 4 * Math.max(records.length, kibibytes);",
    without: "return 2 ** 31 - 1 - kibibytes;",
  },
  {
    attack: "callers' regular expressions that backtrack",
    file: "cloud/core/callers-pattern.ts",
    defense: "{ timeout: MAX_MS }",
    without: "{}",
  },
  {
    attack: "far too many wildcards",
    file: "cloud/core/wildcards.ts",
    defense: "const signs = [...pattern].filter(",
    without:
      'const source = [...pattern].map((sign) => (sign === any ? ".*" : sign === single ? "." : sign)).join("");\n  if (Boolean(1)) return new RegExp(`^${source}$`).test(text);\n  const signs = [...pattern].filter(',
  },
  {
    attack: "dates whose digits fit their fields in very many ways",
    file: "cloud/services/firehose/model/conversion/serde/joda-pattern.ts",
    defense: "${makePossessive(parts)}",
    without: '${parts.map(({ regex: source }) => source).join("")}',
  },
  {
    attack: "responses of a custom resource's function",
    file: "cloud/services/cloudformation/model/custom-resources.ts",
    defense: "> LARGEST_RESPONSE)",
    without: "> Infinity)",
  },
  {
    attack: "responses of a custom resource's function",
    file: "cloud/server/cloud-endpoints.ts",
    defense: 'if (isTooDeep(text)) throw createWrongRequest("The body nests too deep.");',
    without: "",
  },
  ...[
    { defense: "if (isTooDeep(text)) return undefined;", without: "" },
    { defense: "if (paths.length > MAX_COLUMNS) return undefined;", without: "" },
  ].map((item) => ({
    ...item,
    attack: "records of a sampled stream with endless nesting, names or values",
    file: "cloud/services/kinesisanalyticsv2/model/sql/discover.ts",
  })),
  {
    attack: "planned faults that no response can carry, or that no call can meet",
    file: "cloud/server/planned-fault.ts",
    defense: "if (!CODE.test(code))",
    without: "if (Boolean(0))",
  },
  {
    attack: "planned faults that no response can carry, or that no call can meet",
    file: "cloud/server/planned-fault.ts",
    defense: "if (!known.includes(value))",
    without: "if (Boolean(0))",
  },
  { attack: "JSON with endless nesting", file: NESTING, defense: "if (depth > MAX_DEPTH) return true;", without: "" },
  {
    attack: "requests that only look signed: presigned ones of both versions, POST forms",
    file: "cloud/server/page-marks.ts",
    defense: '["content-type"]?.toLowerCase().startsWith(type)) && !isSigned(request))',
    without: '["content-type"]?.toLowerCase().startsWith(type)))',
  },
  {
    attack: "a job that responds in place of Flink: with a redirect, endlessly, or in other shapes",
    file: "cloud/flink/rest.ts",
    defense: "if (length > MAX_ANSWER_BYTES)",
    without: "if (Boolean(0))",
  },
  {
    attack: "a zip whose files share bytes",
    file: ZIP,
    defense: "if (from - LOCAL.bytes < end || to > directory)",
    without: "if (to > directory)",
  },
  {
    attack: "a zip that contains a name twice",
    file: ZIP,
    defense: "if (names.has(name))",
    without: "if (Boolean(0))",
  },
  { attack: "a zip with far too many entries", file: ZIP, defense: "if (count > max)", without: "if (Boolean(0))" },
  {
    attack: "a zip that lies about a size",
    file: ZIP,
    defense: "{ maxOutputLength: Math.max(bytes, 1) }",
    without: "{}",
  },
  {
    attack: "a zip that lies about a size",
    file: ZIP,
    defense: "if (error || created.length !== bytes)",
    without: "if (error)",
  },
  {
    attack: "a notebook of millions of empty cells, or with endless nesting",
    file: READ_NOTEBOOK,
    defense: "if (isBeyond(text, MAX_JSON))",
    without: "if (Boolean(0))",
    heapMiB: 1500,
  },
  {
    attack: "answers and messages with endless nesting",
    file: PARSED_JSON,
    defense: "if (isBeyond(text, limits)) return undefined;",
    without: "",
  },
  {
    attack: "a script with more code than the compiler can handle",
    file: "grader/submission/read-files.ts",
    defense: "assertShort(text.length, path);",
    without: "",
  },
  {
    attack: "crashing the worker that reads it",
    file: "grader/batch/grade-all.ts",
    defense:
      'if (graded === "lost reading") return { result: createUnreadableResult(submission.id, max), content: "", prints: [] };',
    without:
      'if (graded === "lost reading") return { result: createFaultResult(submission.id, max), content: "", prints: [] };',
  },
  {
    attack: "comments that change what a bundler does",
    file: "grader/compile/bundle-script.ts",
    defense: "ignoreAnnotations: true,",
    without: "",
  },
  {
    attack: "code that differs from known code only in such a comment",
    file: "grader/compile/essence.ts",
    defense: "JSON.stringify([essence, code.match(MEANINGFUL_COMMENT)])",
    without: "JSON.stringify([essence])",
  },
  {
    attack: "types that take forever to check, together and once for each exercise",
    file: "grader/compile/compiler-process.ts",
    defense: "if (of !== undefined) spent.set(of, (spent.get(of) ?? 0) + seconds);",
    without: "",
  },
  {
    attack: "malformed messages",
    file: "grader/sandbox/parse-message.ts",
    defense: 'if (typeof value !== type.replace("?", "")) return undefined;',
    without: "",
  },
  {
    attack: "names in scripts that write vowels as marks, which would become equal without the marks",
    file: "grader/submission/find-submissions.ts",
    defense: "/[^\\p{L}\\p{M}\\p{N}._ @+-]/gu",
    without: "/[^\\p{L}\\p{N}._ @+-]/gu",
  },
  {
    attack: "folders that two graders remove at the same moment",
    file: "grader/sandbox/scratch.ts",
    defense: "renameSync(join(base, left), join(scratchFolder, left));",
    without: "removeUntrustedFolder(join(base, left));",
  },
  {
    attack: "stopping a cloud while its clock advances",
    file: "cloud/core/clock.ts",
    defense: "this.#stopped = true;",
    without: "",
  },
  {
    attack: "far too many planned faults",
    file: "cloud/core/fault-plan.ts",
    defense: "if (this.#planned.length >= MAX_PLANNED)",
    without: "if (Boolean(0))",
  },
  ...graderDefenses,
  ...serviceDefenses,
];
