import type { Core } from "../../../../core/core";
import type { Destinations } from "../calls/destinations";
import type { ServiceCalls } from "../calls/service-calls";
import { formatFunctionArn } from "../function-name";
import type { Functions } from "../functions/functions";
import type { StoredMapping } from "./stored-mapping";

/** Reads a source and calls the function with its records, until stopped. */
export interface Poller {
  stop(): void;
}

/** The parts of the cloud that pollers need. */
export interface PollerParts {
  readonly core: Core;
  readonly calls: ServiceCalls;
  readonly functions: Functions;
  readonly destinations: Destinations;
  readonly mapping: StoredMapping;
  /** Called with the result of each call and its number of records, for `LastProcessingResult`. */
  readonly onResult: (result: string, records: number) => void;
}

export const MAX_BATCH_BYTES = 6_291_456;

/** The ARN that a mapping calls. */
export const getTarget = (
  core: Core,
  { functionName, qualifier }: Pick<StoredMapping, "functionName" | "qualifier">,
): string => formatFunctionArn(core, functionName, qualifier);
