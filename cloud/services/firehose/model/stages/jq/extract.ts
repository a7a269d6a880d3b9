import { setImmediate as nextTurn } from "node:timers/promises";
import { JqThreads, type JqRun } from "./jq-thread";
import { joinToList } from "./json-list";
import { compileSimpleQuery, type SimpleQuery } from "./simple-query";

/** The outcome of a metadata query for one record. */
export type ExtractionResult =
  | {
      readonly kind: "value";
      readonly value: unknown;
      /** The record as JSON.parse reads it, if it was read so. */ readonly record?: unknown;
    }
  | { readonly kind: "not json" }
  /** `reason`: jq's own message, or that the query gave no value or several. */
  | { readonly kind: "failed"; readonly reason: string };

/**
 * The wrapped program's result for each record: `v` for its values, `p` if the record is not JSON, or `e` for an error.
 */
type JqOutput = { readonly v: readonly unknown[] } | { readonly p: true } | { readonly e: string };

/**
 * The limit of a run, in processor time: about a hundred times what an ordinary query takes for this many records or
 * bytes.
 */
function computeLimitMs(records: readonly Uint8Array[]): number {
  const kibibytes = records.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1024;
  return 300 + 4 * Math.max(records.length, kibibytes);
}
/** The maximum number of records of one run of jq; more would not be faster. */
const MAX_RECORDS = 500;
/** This many halvings find one slow record among MAX_RECORDS. After that, the remaining records fail too. */
const MAX_TIMEOUTS = 10;

const threads = new JqThreads();

/**
 * Runs a metadata query on many records in one go. An error in one record does not affect the others, and a program
 * that never ends costs a few seconds of processor time, not the batch.
 *
 * @remarks AWS runs jq 1.6; this is jq 1.7, which differs in little (such as large numbers, which it keeps exact). `npm run judge` runs the
 *   tests of jq 1.6.
 */
export async function extract(query: string, records: readonly Uint8Array[]): Promise<readonly ExtractionResult[]> {
  const extraction = new Extraction(query);
  const simple = getSimpleQuery(query);
  const found: ExtractionResult[] = [];
  for (let index = 0; index < records.length; index += MAX_RECORDS) {
    const some = records.slice(index, index + MAX_RECORDS);
    if (index > 0) await nextTurn();
    found.push(...((simple && extractSimply(simple, some)) ?? (await extraction.extract(some))));
  }
  return found;
}

/** The last query, and the result of parsing it. */
let lastRead: { readonly query: string; readonly simple: SimpleQuery | undefined } | undefined;

function getSimpleQuery(query: string): SimpleQuery | undefined {
  if (lastRead?.query !== query) lastRead = { query, simple: compileSimpleQuery(query) };
  return lastRead.simple;
}

/** Evaluates a simple query without jq. @returns undefined if one of the records needs jq */
function extractSimply(query: SimpleQuery, records: readonly Uint8Array[]): readonly ExtractionResult[] | undefined {
  const found: ExtractionResult[] = [];
  try {
    for (const bytes of records) {
      const record: unknown = JSON.parse(decodeText(bytes));
      const value = query(record);
      if (value === undefined) return undefined;
      found.push({ kind: "value", value, record });
    }
  } catch (error) {
    // jq may accept a string that JSON.parse refuses.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return found;
}

const decodeText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

/** @returns why a query is not a valid program, in jq's words; undefined if it is valid */
export async function findQueryError(query: string): Promise<string | undefined> {
  const run = await threads.run("null", `${DEFINITIONS} empty | (${query}\n)`, computeLimitMs([]));
  return run.kind === "error" ? cleanJqMessage(run.message) : undefined;
}

class Extraction {
  readonly #query: string;
  #timeouts = 0;

  constructor(query: string) {
    this.#query = query;
  }

  async extract(records: readonly Uint8Array[]): Promise<readonly ExtractionResult[]> {
    if (records.length === 0) return [];
    if (this.#timeouts >= MAX_TIMEOUTS) return records.map(() => TOO_SLOW);
    // First all records as one list without error handling: almost twice as fast, if no record has an error.
    const run = await threads.run(joinToList(records), combineQuery(this.#query), computeLimitMs(records));
    const values = listValues(run);
    if (values?.length === records.length && values.every(({ length }) => length === 1))
      return values.map(([value]) => ({ kind: "value", value }));
    return run.kind === "too slow" ? this.#extractApart(records, run) : this.#extractEach(records);
  }

  async #extractEach(records: readonly Uint8Array[]): Promise<readonly ExtractionResult[]> {
    const run = await threads.run(
      JSON.stringify(records.map(decodeText)),
      wrapQuery(this.#query),
      computeLimitMs(records),
    );
    const outcomes = getOutcomes(run);
    return outcomes?.length === records.length ? outcomes.map(toExtracted) : this.#extractApart(records, run);
  }

  /** Finds the record that ends jq for all of them: by `halt`, by an endless loop, or by taking all memory. */
  async #extractApart(records: readonly Uint8Array[], run: JqRun): Promise<readonly ExtractionResult[]> {
    if (run.kind === "too slow") this.#timeouts += 1;
    if (records.length === 1)
      return [
        run.kind === "too slow"
          ? TOO_SLOW
          : { kind: "failed", reason: run.kind === "error" ? cleanJqMessage(run.message) : "The query ended jq." },
      ];
    const half = records.length >> 1;
    return [...(await this.extract(records.slice(0, half))), ...(await this.extract(records.slice(half)))];
  }
}

const TOO_SLOW: ExtractionResult = { kind: "failed", reason: "The query did not end in time." };

/** The functions of jq 1.6 that 1.7 lacks. */
const DEFINITIONS = "def leaf_paths: paths(scalars); def recurse_down: recurse; def scalars_or_empty: scalars;";

/** The newline ends a comment at the query's end. `limit(2; …)` stops a query with several values at its second. */
const combineQuery = (query: string): string => `${DEFINITIONS} [.[] | [limit(2; ${query}\n)]]`;

/** The newline ends a comment at the query's end. */
const wrapQuery = (query: string): string =>
  `${DEFINITIONS} [.[] | (try {r: fromjson} catch {p: true}) | if has("p") then . else .r | try {v: [limit(2; ${query}\n)]} catch {e: tostring} end]`;

function getOutcomes(run: JqRun): readonly JqOutput[] | undefined {
  if (run.kind !== "output") return undefined;
  try {
    // The border: the wrapped program gives nothing else unless it is stopped.
    return JSON.parse(run.text) as readonly JqOutput[];
  } catch {
    return undefined;
  }
}

function listValues(run: JqRun): readonly (readonly unknown[])[] | undefined {
  if (run.kind !== "output") return undefined;
  try {
    // The border: the program gives nothing else unless it is stopped.
    return JSON.parse(run.text) as readonly (readonly unknown[])[];
  } catch {
    return undefined;
  }
}

function toExtracted(outcome: JqOutput): ExtractionResult {
  if ("p" in outcome) return { kind: "not json" };
  if ("e" in outcome) return { kind: "failed", reason: outcome.e };
  if (outcome.v.length !== 1)
    return {
      kind: "failed",
      reason: outcome.v.length === 0 ? "The query gave no value." : "The query gave several values.",
    };
  return { kind: "value", value: outcome.v[0] };
}

/** `jq: error: syntax error, … at <top-level>, line 1:` without the text around it. */
const cleanJqMessage = (message: string): string =>
  (/jq: error(?: \(at [^)]*\))?: ([^\n]*)/.exec(message)?.[1] ?? message)
    .replace(/ (\(Unix shell quoting issues\?\) )?at <top-level>.*$/, "")
    .trim();
