import { AwsFault } from "../../core/faults";
import { createRates, type Rate, type Rates } from "../../core/rates";

const createThrottlingFault: Rate["createThrottlingFault"] = () =>
  new AwsFault("TooManyRequestsException", "Rate exceeded", {
    status: 429,
    members: { Reason: "CallerRateLimitExceeded" },
  });

/** Request rates from AWS's page of Lambda's quotas (LAG-009): GetFunction and GetPolicy have rates of their own, and all others but Invoke share one. */
export function createLambdaRates(operations: readonly string[]): Rates {
  const shared = operations.filter((operation) => operation !== "Invoke");
  return {
    ...createRates(shared, { perSecond: 15, group: "control plane", createThrottlingFault }),
    GetFunction: { perSecond: 100, createThrottlingFault },
    GetPolicy: { perSecond: 15, createThrottlingFault },
  };
}
