import { operationsOn } from "../core/operation";
import type { Lab } from "./lab";

/**
 * Makes an operation of the lab cloud: `operation(PutRecord$, members, (cloud, request, call) => reply)`.
 *
 * @see operationsOn for what each argument means
 */
export const operation = operationsOn<Lab>();
