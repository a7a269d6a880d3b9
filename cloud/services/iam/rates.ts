import { sharedRate } from "../../core/rates";

/** AWS throttles the calls of IAM and gives no number: an estimate, for all operations together (LAG-011). */
export const rates = sharedRate(20);
