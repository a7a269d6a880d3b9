import { AwsFault } from "./faults";

/** One broken rule: the member's path, its value (as AWS writes it), and the constraint. */
export interface Violation {
  readonly path: string;
  /** ` 'text'`, ` null`, or nothing where AWS leaves the value out (blobs, lists, structures). */
  readonly value: string;
  /** The text after "Member must". */
  readonly must: string;
}

/** The shared answer of a rule that holds, so that a valid request allocates nothing. */
export const NO_VIOLATIONS: readonly Violation[] = [];

/**
 * Puts a list index, map key or member name before the paths of violations found inside it.
 *
 * @param step a member name (`streamName`) or a 1-based list position (`records.1.member`)
 */
export const prefixPaths = (step: string, found: readonly Violation[]): readonly Violation[] =>
  found.length === 0
    ? found
    : found.map((violation) => ({ ...violation, path: violation.path === "" ? step : `${step}.${violation.path}` }));

/** A scalar as AWS writes it in the error text; any other value is left out, as AWS does with blobs and structures. */
export function formatScalar(value: unknown): string {
  if (value === undefined || value === null) return " null";
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? ` '${value}'` : "";
}

/**
 * The one sentence in which AWS services report all broken constraints of a request.
 *
 * @example "1 validation error detected: Value '' at 'streamName' failed to satisfy constraint: Member must have …"
 */
export function formatViolations(found: readonly Violation[]): string {
  const errors = found.length === 1 ? "1 validation error" : `${found.length} validation errors`;
  const each = found.map(
    ({ path, value, must }) => `Value${value} at '${path}' failed to satisfy constraint: Member must ${must}`,
  );
  return `${errors} detected: ${each.join("; ")}`;
}

/** The fault of JSON and CBOR services for violations. Query services and S3 have their own; see `Service.invalid`. */
export const createValidationException = (found: readonly Violation[]): AwsFault =>
  new AwsFault("ValidationException", formatViolations(found));
