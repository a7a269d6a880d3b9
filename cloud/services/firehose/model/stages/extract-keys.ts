import { performance } from "node:perf_hooks";
import type { DestinationSettings } from "../destination/settings";
import { extract, type ExtractionResult } from "./jq/extract";
import { type Failure, type Item, type Stage, type StageContext, formatErrorLine } from "./stage";

const NO_KEY = "partitionKeys values must not be null or empty";

/** Finds the partition keys of JSON records by a jq query. Records without keys fail; the others continue. */
export function extractKeys(
  { processors: { metadataQuery }, partitionKeys }: DestinationSettings,
  { metrics, now }: StageContext,
): Stage | undefined {
  if (metadataQuery === undefined) return undefined;
  const selected = partitionKeys.filter(({ from }) => from === "query").map(({ name }) => name);
  return {
    name: "extract keys",
    async run(items, at) {
      const startedMs = performance.now();
      const found = await extract(
        metadataQuery,
        items.map(({ data }) => data),
      );
      metrics.noteQueried(now(), performance.now() - startedMs);
      const passed: Item[] = [];
      const failures: Failure[] = [];
      for (const [index, item] of items.entries()) {
        const extractionResult = found[index];
        const keys = selectKeys(extractionResult, selected);
        if (typeof keys !== "string")
          passed.push({
            ...item,
            keys: { ...item.keys, ...keys },
            read: extractionResult?.kind === "value" ? extractionResult.record : undefined,
          });
        else failures.push(createFailure(item, keys, at));
      }
      return { items: passed, failures };
    },
  };
}

/** The keys by the names that prefixes use, or the reason why there are none. */
function selectKeys(
  found: ExtractionResult | undefined,
  requested: readonly string[],
): Readonly<Record<string, string>> | string {
  if (found === undefined || found.kind === "not json") return "Non JSON record provided";
  if (found.kind === "failed") return found.reason;
  const { value } = found;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return "The query gave no object of partition keys.";
  const keys: Record<string, string> = {};
  for (const name of new Set([...Object.keys(value), ...requested])) {
    const key = formatValue((value as Record<string, unknown>)[name]);
    if (key === "") return NO_KEY;
    keys[`query:${name}`] = key;
  }
  return keys;
}

/** The text that jq's tostring gives; empty for null and for a missing value. */
const formatValue = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

const CODE = "DynamicPartitioning.MetadataExtractionFailed";

const createFailure = (item: Item, errorMessage: string, at: number): Failure => ({
  item,
  type: "metadata-extraction-failed",
  reason: { code: CODE, message: errorMessage },
  line: formatErrorLine(item, { errorCode: CODE, errorMessage, attemptEndingTimestamp: at }),
});
