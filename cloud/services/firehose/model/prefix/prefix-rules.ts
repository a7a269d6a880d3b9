import * as faults from "../faults";
import {
  evaluateErrorPrefix,
  evaluatePrefix,
  type PrefixValues,
  hasExpressions,
  parsePrefixParts,
  type PrefixPart,
} from "./evaluate";

const MAX_EVALUATED_LENGTH = 512;

/** The prefixes of a destination, as given. */
export interface Prefixes {
  readonly prefix: string | undefined;
  readonly errorPrefix: string | undefined;
  readonly partitions: boolean;
}

/**
 * Checks the prefixes of a destination as CreateDeliveryStream and UpdateDestination do.
 *
 * @param values to try the prefixes with: now, the destination's time zone, and any random numbers
 * @throws AwsFault InvalidArgumentException with AWS's words (FH-047 to FH-055)
 */
export function checkPrefixes({ prefix = "", errorPrefix = "", partitions }: Prefixes, values: PrefixValues): void {
  const data = parsePrefixParts(prefix, "Prefix");
  const errors = parsePrefixParts(errorPrefix, "ErrorOutputPrefix");

  checkExpressions(data, errors, partitions);
  if (hasExpressions(data) && errorPrefix === "") throw faults.createErrorPrefixNeededFault();

  if (evaluatePrefix(data, values).length > MAX_EVALUATED_LENGTH)
    throw faults.createEvaluatedPrefixTooLongFault("Prefix");
  const evaluated = evaluateErrorPrefix(errors, { ...values, errorType: "format-conversion-failed" });
  if (evaluated.length > MAX_EVALUATED_LENGTH) throw faults.createEvaluatedPrefixTooLongFault("ErrorOutputPrefix");
}

function checkExpressions(data: readonly PrefixPart[], errors: readonly PrefixPart[], partitions: boolean): void {
  if (has(data, "error-output-type")) throw faults.createErrorTypeInPrefixFault();
  if (has(errors, "partition-key")) throw faults.createPartitionKeyInErrorPrefixFault();
  if (hasExpressions(errors) && !has(errors, "error-output-type")) throw faults.createErrorTypeNeededFault();
  if (has(data, "partition-key") && !partitions) throw faults.createPartitionKeyWithoutPartitioningFault();
}

const has = (parts: readonly PrefixPart[], kind: PrefixPart["kind"]): boolean =>
  parts.some((part) => part.kind === kind);
