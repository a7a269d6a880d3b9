import { AwsFault } from "../../core/faults";
import { ALL_OPERATIONS, type Rates } from "../../core/rates";

/** AWS throttles the calls of CloudFormation and gives no number: an estimate, for all operations together (LAG-011). */
const CALLS_PER_SECOND = 10;

export const rates: Rates = {
  [ALL_OPERATIONS]: {
    perSecond: CALLS_PER_SECOND,
    group: ALL_OPERATIONS,
    throttled: () => new AwsFault("Throttling", "Rate exceeded"),
  },
};
