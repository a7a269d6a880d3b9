import { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import { createKeyNotUsableFault } from "../model/faults";
import { createGroupArn } from "./names";

/**
 * Checks the KMS key for a log group.
 *
 * @param key the key's ARN
 * @throws AwsFault InvalidParameterException if there is no such key, or if it is disabled or pending deletion
 */
export function checkGroupKey(services: Services, group: string, key: string): void {
  try {
    services.kms.requireUsable(key);
  } catch (error) {
    throw error instanceof AwsFault ? createKeyNotUsableFault(createGroupArn(services, group)) : error;
  }
}
