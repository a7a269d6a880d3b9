import { AwsFault } from "../../core/faults";
import type { Keys } from "./keys";
import type { StoredKey } from "./stored-key";

/**
 * The key that another service is to encrypt with, named as its caller named it.
 *
 * @param codeOf how that service spells a fault of KMS, such as `KMS.NotFoundException` for `NotFoundException`
 * @throws AwsFault of that code, in the words of KMS, if there is no such key, or if it is disabled or about to go
 */
export function keyFor(kms: Keys, text: string, codeOf: (code: string) => string): StoredKey {
  try {
    return kms.usable(text);
  } catch (error) {
    throw error instanceof AwsFault ? new AwsFault(codeOf(error.code), error.message) : error;
  }
}
