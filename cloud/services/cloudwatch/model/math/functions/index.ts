import type { MathFunction } from "../scope";
import { aggregate } from "./aggregate";
import { arrays } from "./arrays";
import { fill, evaluateIf, pointwise } from "./pointwise";

/** The functions of metric math by their names. */
export const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ...aggregate,
  ...arrays,
  ...pointwise,
  FILL: fill,
  IF: evaluateIf,
};

/**
 * Functions that AWS has and the lab cloud does not, because they need parts of CloudWatch that it does not emulate.
 */
export const NOT_EMULATED: readonly string[] = [
  "SEARCH",
  "ANOMALY_DETECTION_BAND",
  "INSIGHT_RULE_METRIC",
  "DB_PERF_INSIGHTS",
  "LAMBDA",
  "SERVICE_QUOTA",
];
