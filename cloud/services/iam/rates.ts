import { sharedRate } from "../../core/rates";

/**
 * Calls per second of all operations together: an estimate, since AWS throttles IAM but documents no number (LAG-011).
 */
export const rates = sharedRate(20);
