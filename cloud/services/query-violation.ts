import { AwsFault } from "../core/faults";
import { violationsText, type Violation } from "../core/violations";

/** Broken rules as the query services (STS, IAM) report them. */
export const queryViolation = (found: readonly Violation[]): AwsFault =>
  new AwsFault("ValidationError", violationsText(found));
