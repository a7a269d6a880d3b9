import { createOperationFactory } from "../../core/members";
import { createNotingFactory } from "../../core/telling";
import type { Services } from "./services";
import { AwsFault } from "../../core/faults";
import { formatViolations, type Violation } from "../../core/rules";

/**
 * Makes an operation of the lab cloud: `operation(PutRecord$, members, (cloud, request, call) => reply)`.
 *
 * @see createOperationFactory for what each argument means
 */
export const operation = createOperationFactory<Services>();

/**
 * Makes an operation some of whose requests have no effect, or another one than on AWS: `operationWithNotes(KEY,
 * POLICY)(CreateQueue$, members, handler)`.
 *
 * @see createNotingFactory for how the handler tells these notes
 */
export const operationWithNotes = createNotingFactory<Services>();

/** The fault of the services with the Query protocol (STS, IAM) for broken member rules. */
export const queryViolation = (found: readonly Violation[]): AwsFault =>
  new AwsFault("ValidationError", formatViolations(found));
