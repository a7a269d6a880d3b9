import * as faults from "../faults";
import type { DestinationInput } from "../destination-input";
import { findProcessors } from "./processors";
import { parsePrefixParts, type PrefixPart } from "../prefix/evaluate";

/** The tokens of a jq program: strings and comments, which may hold anything; brackets; `,` and `:`; other words. */
const TOKENS = /"(?:[^"\\]|\\.)*"|#[^\n]*|[{}()[\]]|[,:]|[^\s"#{}()[\],:]+/gsu;

/**
 * The keys of the object that a jq program builds at its outermost level: `{id: .a, "year": .b, $c, d}` gives id, year, c, d.
 *
 * @returns empty for a program that isn't a plain object: its keys are known only when it runs
 */
export function listQueryKeys(program: string): readonly string[] {
  const tokens = (program.match(TOKENS) ?? []).filter((token) => !token.startsWith("#"));
  if (tokens[0] !== "{" || !isClosedOnlyAtTheEnd(tokens)) return [];
  const keys: string[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (depth === 1 && (before === "{" || before === ",") && isName(token)) keys.push(parseName(token));
    if ("{([".includes(token)) depth += 1;
    else if ("})]".includes(token)) depth -= 1;
  }
  return keys;
}

function isClosedOnlyAtTheEnd(tokens: readonly string[]): boolean {
  let depth = 0;
  const closesAt = tokens.findIndex((token) => {
    if ("{([".includes(token)) depth += 1;
    else if ("})]".includes(token)) depth -= 1;
    return depth === 0;
  });
  return closesAt === tokens.length - 1;
}

const isName = (token: string): boolean => /^("|\$?[A-Za-z_])/.test(token);
const parseName = (token: string): string => (token.startsWith('"') ? token.slice(1, -1) : token.replace(/^\$/, ""));

/** A partition key that a prefix uses. */
export type PartitionKey = Extract<PrefixPart, { readonly kind: "partition-key" }>;

/** The partition keys of a prefix, in the prefix's order; each once. */
export function listPartitionKeys(prefix: readonly PrefixPart[]): readonly PartitionKey[] {
  const keys = prefix.filter((part) => part.kind === "partition-key");
  return keys.filter(
    (key, index) => keys.findIndex(({ from, name }) => from === key.from && name === key.name) === index,
  );
}

const SMALLEST_MIB = 64;
const SHORTEST_SECONDS = 60;
/** The maximum number of partition keys of one stream. */
const MAX_KEYS = 50;

/** @throws AwsFault InvalidArgumentException in AWS's words (FH-059 to FH-063) */
export function checkPartitioning(destination: DestinationInput): void {
  if (!destination.DynamicPartitioningConfiguration?.Enabled) return;
  const { SizeInMBs = SMALLEST_MIB, IntervalInSeconds = SHORTEST_SECONDS } = destination.BufferingHints ?? {};
  if (SizeInMBs < SMALLEST_MIB) throw faults.createPartitionSizeTooSmallFault();
  if (IntervalInSeconds < SHORTEST_SECONDS) throw faults.createPartitionIntervalTooShortFault();
  const keys = listPartitionKeys(parsePrefixParts(destination.Prefix ?? "", "Prefix"));
  if (keys.length === 0) throw faults.createPartitionKeysNeededFault();
  checkSources(destination, keys);
}

function checkSources(destination: DestinationInput, keys: readonly PartitionKey[]): void {
  const { metadataQuery, lambda } = findProcessors(destination);
  if (metadataQuery === undefined && lambda === undefined) throw faults.createProcessingNeededFault();
  const fromQuery = keys.filter(({ from }) => from === "query").map(({ name }) => name);
  if (fromQuery.length > 0 && metadataQuery === undefined) throw faults.createMetadataExtractionNeededFault();
  if (fromQuery.length < keys.length && lambda === undefined) throw faults.createLambdaNeededFault();
  const named = listQueryKeys(metadataQuery ?? "");
  if (named.some((name) => !fromQuery.includes(name))) throw faults.createQueryKeysNotInPrefixFault();
  if (keys.length > MAX_KEYS) throw faults.createTooManyPartitionKeysFault(MAX_KEYS);
}
