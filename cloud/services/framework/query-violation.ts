import { AwsFault } from "../../core/faults";
import { formatViolations, type Violation } from "../../core/violations";

/** The fault of the services with the Query protocol (STS, IAM) for broken member rules. */
export const queryViolation = (found: readonly Violation[]): AwsFault =>
  new AwsFault("ValidationError", formatViolations(found));
