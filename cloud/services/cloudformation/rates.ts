import { sharedRate } from "../../core/rates";

/** AWS throttles CloudFormation's API, but documents no rate: an estimate, shared by all operations (LAG-011). */
export const rates = sharedRate(10);
