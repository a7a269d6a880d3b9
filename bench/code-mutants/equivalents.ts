import { EQUIVALENTS_OF_GRADER } from "./equivalents-of-grader";

/**
 * Equivalent mutants: with them the program does the same, so that no test can notice them, and they do not count. By
 * file, and by the end of the mutant's name (such as the changed line), each with the reason.
 */
export const EQUIVALENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "cloud/core/clock.ts": {
    "if ((this.#due.peek()?.at ?? Infinity) > now) return; → if (false) return;": "Saves time alone: nothing is due.",
    "timer.cancel(); → undefined;": "A wait that is over does not end again: memory alone.",
  },
  "cloud/core/due-heap.ts": {
    "#added = 1;": "Counting may begin anywhere.",
  },
  "cloud/core/members.ts": {
    "const member = members[name];": "Each name of the table has its member; only the compiler does not know.",
    "if (inside.length >= 0) found = [...found, ...prefixPaths(toWireName(name), inside)];":
      "Adds nothing: saves a list for each member.",
    "if (true) found = [...found, ...prefixPaths(toWireName(name), inside)];": "As above.",
  },
  "cloud/core/rules.ts": {
    "for (let i = 1; i <= text.length; i++)": "Behind the end there is no half of a pair.",
    "if (inside.length >= 0) found.push(...prefixPaths(`${index + 1}.member`, inside));":
      "Adds nothing: saves a text for each item.",
    "if (true) found.push(...prefixPaths(`${index + 1}.member`, inside));": "As above.",
  },
  "cloud/core/text-memory.ts": {
    "const PIECE_BYTES = 1025 * 1024;": "Nobody sees how large a piece is.",
    "const PIECE_BYTES = 1024 * 1025;": "As above.",
  },
  "cloud/core/token-bucket.ts": {
    "if (now < this.#at) return;": "Within one moment nothing is refilled.",
  },
  "cloud/protocols/aws-json.ts": {
    "known.set(schema, wires); → undefined;": "Saves time alone: it is found out anew.",
    "const settings = { timestampFormat: { useTrait: false, default: 7 }, jsonName: false } as const;":
      "No service that speaks AWS JSON here has a time with a format of its own.",
  },
  "cloud/protocols/aws-query.ts": {
    "resultSchemas.set(operation, made); → undefined;": "Saves time alone: it is made anew.",
  },
  "cloud/protocols/json-writer.ts": {
    "const LONG_CHARACTERS = 513;": "When text becomes bytes changes time alone.",
  },
  "cloud/protocols/target.ts": {
    'const dot = target?.indexOf(".");': "Without a target the answer is that there is none either way.",
  },
  "cloud/services/athena/engine/readers/read-delimited.ts": {
    "if (escape === undefined && !text.includes(escape)) return text;": "Saves time alone: nothing is escaped.",
    "if (escape === undefined && !text.includes(escape)) return text.split(delimiter);":
      "Saves time alone: nothing is escaped.",
  },
  "cloud/services/athena/engine/readers/open-csv.ts": {
    "for (; this.#at <= this.#line.length; this.#at += 1) {": "There is no character to take past the end.",
  },
  "cloud/services/athena/engine/process/query-server.ts": {
    'return { answer: "broken", error: error instanceof Error ? (error.stack) : String(error) };':
      "An error of V8's has a stack.",
  },
  "cloud/services/athena/engine/process/running-query.ts": {
    "if (answer.answer !== \"rows\") throw new Error(`a query's process answered ${answer.answer} for rows`); → if (false) throw new Error(`a query's process answered ${answer.answer} for rows`);":
      "Only rows answer a question for rows.",
  },
  "cloud/services/athena/engine/readers/read-json.ts": {
    "new Set(names.map((name) => name.toLowerCase())).size <= names.length;":
      "Saves time alone: the slower reader reads the same.",
  },
  "cloud/services/athena/engine/analysis/conditional.ts": {
    'sql: `CASE ${cases.join(" ")} ELSE ${otherwise === undefined ? convertArgument("NULL", UNKNOWN, type) : (sqls.at(-1))} END`,':
      "The value of an ELSE is the last one.",
  },
  "cloud/services/athena/engine/process/duckdb-fault.ts": {
    'return Object.assign(new JobFault(ours[1], (ours[2] ?? "").replace(/\\n\\nLINE \\d+:[\\s\\S]*$/, "")), {':
      "What matches has both; only its type does not say so.",
  },
  "cloud/services/athena/engine/process/row-text.ts": {
    'return `{${(value as DuckDBMapValue).entries.map((entry) => `${JSON.stringify(printValue(entry.key, type.key))}:${formatJson(entry.value, type.value)}`).join(",")}}`;':
      "A key of a map is not NULL.",
  },
  "cloud/services/athena/engine/analysis/analyze-derived.ts": {
    "`Column alias list has ${columns.length} entries but '${alias}' has ${visible.length} columns available`,":
      "A list of columns stands behind an alias.",
  },
  "cloud/services/athena/ddl/syntax-error.ts": {
    "const read = statement.slice(since?.at, token.end);": "A slice begins at 0 unless told otherwise.",
  },
  "cloud/services/athena/running/run.ts": {
    "export function formatEngineQueryId({ id, number, startedAt = 1 }: StoredExecution): string {":
      "A query that writes files has begun.",
  },
  "cloud/services/athena/start-query.ts": {
    'if (plan.type !== "DML") engine.prepare();': "When a process starts changes time alone.",
  },
  "cloud/services/athena/statements/show.ts": {
    "if (true) throw createBadPatternFault(pattern);": "Nothing else is thrown there.",
  },
  "cloud/services/cloudformation/operations/delete-stack.ts": {
    "failed: true,": "The clean-up of an update alone looks at it.",
  },
  "cloud/services/cloudformation/requests/changes.ts": {
    "metadata: metadata,": "A resource without metadata is compared with itself, and is the same either way.",
  },
  "cloud/services/ec2/machine/machine.ts": {
    "const GRACE_MS = 1001;": "In real time a ms more or less is the same to processes that end.",
    'memoryMiB: MIB[instance.type.split(".")[1]],': "Every type has a point in its name.",
    "this.#process = undefined; → undefined;":
      "A process that has ended is asked to end once more, and does not notice.",
    "LAB_PUBLIC_IP: instance.publicIp,": "An instance that boots has a public address.",
  },
  "cloud/services/ec2/resources/instance.ts": {
    "return made?.InstanceId;": "A launch always answers its instance.",
  },
  "cloud/services/glue/operation.ts": {
    'if ("CatalogId" in request || request.CatalogId !== undefined && request.CatalogId !== cloud.account)':
      "A request has no member without a value.",
  },
  "cloud/services/iam/operations/list-policy-versions.ts": {
    'const getRank = (id: string): string => String(1000000001 - Number(id.slice(1))).padStart(10, "0");':
      "Ranks may begin anywhere: their order is the same.",
  },
  "cloud/services/kinesis/chunk-index.ts": {
    "const OVERHEAD_BYTES = 251;": "What an index is taken to weigh decides about memory alone.",
  },
  "cloud/services/kinesis/kinesis.ts": {
    "id: this.#random.drawHex(13),": "Nobody sees how long a stream's id is.",
  },
  "cloud/services/kinesis/reshard.ts": {
    "const compareByHash = (a: StoredShard, b: StoredShard): number => (BigInt(a.firstHash) <= BigInt(b.firstHash) ? -1 : 1);":
      "No two of a stream's open shards begin with the same hash key.",
  },
  "cloud/services/kinesis/segment.ts": {
    "let from = 1;": "The first window is empty: nothing lies in it wherever it begins.",
    "if (offset < from || offset + CHUNK_HEAD_BYTES >= from + window.byteLength) {":
      "A chunk has more than its head, so the window is read anew either way.",
  },
  "cloud/services/kinesis/subscription.ts": {
    "forget(); → undefined;": "A wait that is over does not end again: memory alone.",
  },
  "cloud/services/kinesis/stream-log.ts": {
    "const at = countBefore(segments.length, (index) => (this.#readAfter(index).get(shard)?.lastArrival) < time);":
      "The search begins in an earlier file at most, and goes on until it finds the record.",
    "const SEGMENT_BYTES = 17 * 1024 * 1024;": "Nobody sees how large a file is.",
    "const SEGMENT_BYTES = 16 * 1025 * 1024;": "As above.",
    "const SEGMENT_BYTES = 16 * 1024 * 1025;": "As above.",
  },
  "cloud/services/kinesis/upgrade-shard-logs.ts": {
    "log.close(); → undefined;": "All is written by then: open files alone.",
  },
  "cloud/services/lambda/sources/queue-poller.ts": {
    "if (messages.length === 0) ;": "Without messages there is no work.",
  },
  "cloud/services/lambda/sources/mappings.ts": {
    "if (true) this.#positions.set(uuid, positions);": "Nobody asks for the positions of a mapping that is gone.",
  },
  "cloud/services/logs/operations/describe-log-streams.ts": {
    ".sort((a, b) => (a.key <= b.key === descending ? 1 : -1));": "No two streams of a group have the same key.",
  },
  "cloud/services/s3/body/upload-body.ts": {
    "if (body.readableLength !== size) return body; → if (true) return body;":
      "Saves time alone: a body comes in one piece.",
  },
  "cloud/services/s3/operations/delete-objects.ts": {
    "if (true) return { Key, Code: error.code, Message: error.message };": "Nothing else is thrown there.",
  },
  "cloud/services/s3/store/blob-writer.ts": {
    "if (this.#batchBytes > this.#place.memory.batchBytes) await this.#flush();":
      "When a batch goes to the file changes time and memory alone.",
  },
  "cloud/services/sqs/messages/deque.ts": {
    "const spare = 64 - (this.length >> 3) + items.length;": "How much room there is changes time and memory alone.",
    "const spare = 64 + (this.length >> 4) + items.length;": "As above.",
    "if (this.#head > 65 && this.#head * 2 > this.#items.length) this.#trim();":
      "When the list is cut changes time and memory alone.",
  },
  "cloud/services/sqs/move-tasks.ts": {
    "const MOST_LISTED = 11;": "No request can ask for the eleventh: memory alone.",
  },
  "cloud/services/sqs/messages/replay.ts": { "#next = 2;": "Numbers may begin anywhere." },
  "cloud/services/sqs/queue/attempts.ts": {
    "this.#byId.delete(old); → undefined;": "An attempt that is over gives nothing again: memory alone.",
  },
  "cloud/services/sqs/queue/ages.ts": { "const SPARE = 65;": "When the list is tidied changes time and memory alone." },
  "cloud/storage/folder-lock.ts": {
    'if (error instanceof Error || "code" in error && error.code === "ENOENT") return undefined;':
      "Of what Node throws, all that has such a code is an Error.",
  },
  "cloud/storage/open-files.ts": {
    'if (false) throw new Error("no file is open");': "Where as many are open as may be, there is one.",
  },
  "cloud/storage/storage.ts": {
    "return entries .filter((entry) => entry.isDirectory()) .map(({ name }) => name);":
      "Node reads names in this order, though it promises none.",
    'if (error instanceof Error || "code" in error && error.code === "ENOENT") return undefined;':
      "Of what Node throws, all that has such a code is an Error.",
    'return files .filter((file) => file.endsWith(".log")) .map((file) => `${folder}/${file.slice(0, -".log".length)}`);':
      "Node reads names in this order, though it promises none.",
    "for (const one of this.#open) if (true) flushes.push(one.flush());":
      "Whoever is on the disk has nothing to flush: saves thousands of promises.",
  },
  "cloud/storage/sync-folder.ts": {
    'if (process.platform === "win32") return; → if (false) return;':
      "Another system's: nothing else tells them apart.",
  },
  "cloud/storage/table.ts": {
    "if (this.#frames > MANY_FRAMES && this.#frames * (BATCH / 10) >= this.#documents.size) this.#compact();":
      "Either is right at the very bound: what the table holds is the same.",
  },
  "cloud/storage/zip-files.ts": {
    'for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 2)) {':
      "No step of the path is empty, so there is no slash right before one.",
    "if (this.#folders.has(folder)) break; → if (false) break;": "Saves time alone: the folders above are there, too.",
  },
  ...EQUIVALENTS_OF_GRADER,
};
