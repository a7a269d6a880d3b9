import { MIN_QUERY_BYTES, PRICES, TB_BYTES } from "../../cost/prices";
import type { Execution } from "./queries";

const PRICE = PRICES.find(({ id }) => id === "athena-tb");

/**
 * What a query would have cost on AWS, in USD; undefined if the list of prices has none. Statements that change the catalog, and queries that
 * failed, cost nothing.
 */
function calculateUsd({ StatementType, Status, Statistics }: Execution): number | undefined {
  if (StatementType !== "DML" || Status.State === "FAILED") return 0;
  if (PRICE === undefined) return undefined;
  return (Math.max(MIN_QUERY_BYTES, Statistics?.DataScannedInBytes ?? 0) * PRICE.usd) / (PRICE.per * TB_BYTES);
}

/** `0.0000477 USD for data scanned, at least 10 MB a query, at 5 USD a TB (…)`: with the source of the price. */
export function formatCost(execution: Execution): string {
  const usd = calculateUsd(execution);
  if (usd === undefined || PRICE === undefined) return "not known";
  if (usd === 0) return `nothing: ${execution.StatementType === "DML" ? "it failed" : "it reads no data"}`;
  // Not in scientific notation.
  const amount = usd.toLocaleString("en", { maximumSignificantDigits: 3, useGrouping: false });
  const source = PRICE.date === null ? "a price to look up before you rely on it" : `a price of ${PRICE.date}`;
  return `${amount} USD for ${PRICE.what}, at ${PRICE.usd} USD a ${PRICE.unit} (${source})`;
}
