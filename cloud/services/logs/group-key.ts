import { AwsFault } from "../../core/faults";
import type { Lab } from "../lab";
import { keyNotUsable } from "./faults";
import { groupArn } from "./names";

/**
 * Checks the key that a log group is to name.
 *
 * @param key its ARN
 * @throws AwsFault InvalidParameterException if there is no such key, or if it is disabled or about to go
 */
export function checkGroupKey(lab: Lab, group: string, key: string): void {
  try {
    lab.kms.usable(key);
  } catch (error) {
    throw error instanceof AwsFault ? keyNotUsable(groupArn(lab, group)) : error;
  }
}
