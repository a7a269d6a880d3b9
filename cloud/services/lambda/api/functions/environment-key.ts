import { AwsFault } from "../../../../core/faults";
import type { Services } from "../../../framework/services";
import { createKeyInvalidFault } from "../../model/faults";

/**
 * The KMS key that a request names; an empty string names none.
 *
 * @throws AwsFault InvalidParameterValueException if there is no such key, or if it is disabled or pending deletion
 */
export function resolveEnvironmentKey({ kms }: Pick<Services, "kms">, key: string | undefined): string | undefined {
  if (!key) return undefined;
  try {
    kms.requireUsable(key);
    return key;
  } catch (error) {
    throw error instanceof AwsFault ? createKeyInvalidFault(error) : error;
  }
}
