import { AwsFault } from "../../../core/faults";
import type { Keys } from "./keys";
import type { StoredKey } from "./stored-key";

/**
 * Finds the key with which another service is asked to encrypt, by the reference in the request.
 *
 * @param codeOf how that service spells a fault of KMS, such as `KMS.NotFoundException` for `NotFoundException`
 * @throws AwsFault of that code, with KMS's text, if there is no such key, or if it is disabled or pending deletion
 */
export function findKey(kms: Keys, text: string, codeOf: (code: string) => string): StoredKey {
  try {
    return kms.requireUsable(text);
  } catch (error) {
    throw error instanceof AwsFault ? new AwsFault(codeOf(error.code), error.message) : error;
  }
}
