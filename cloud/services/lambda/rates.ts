import { AwsFault } from "../../core/faults";
import { ratesOf, type Rate, type Rates } from "../../core/rates";

const throttled: Rate["throttled"] = () =>
  new AwsFault("TooManyRequestsException", "Rate exceeded", {
    status: 429,
    members: { Reason: "CallerRateLimitExceeded" },
  });

/** Request rates from AWS's page of Lambda's quotas (LAG-009): GetFunction and GetPolicy have rates of their own, and all others but Invoke share one. */
export function ratesOfLambda(operations: readonly string[]): Rates {
  const shared = operations.filter((operation) => operation !== "Invoke");
  return {
    ...ratesOf(shared, { perSecond: 15, group: "control plane", throttled }),
    GetFunction: { perSecond: 100, throttled },
    GetPolicy: { perSecond: 15, throttled },
  };
}
