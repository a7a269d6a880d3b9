import type { Call } from "../../../core/call";
import { AwsFault } from "../../../core/faults";
import { tellKept } from "../../../core/operation";
import type { Lab } from "../../lab";
import { keyInvalid } from "../faults";

/**
 * The key that a request gives; an empty text is none.
 *
 * @throws AwsFault InvalidParameterValueException if there is no such key, or if it is disabled or about to go
 */
export function givenEnvironmentKey({ kms }: Pick<Lab, "kms">, key: string | undefined): string | undefined {
  if (!key) return undefined;
  try {
    kms.usable(key);
    return key;
  } catch (error) {
    throw error instanceof AwsFault ? keyInvalid(error) : error;
  }
}

/** The key is a label: the answer to a request that names one says so in a header, and the log, too. */
export function tellEnvironmentKey(
  lab: Lab,
  { reply }: Pick<Call, "reply">,
  { KMSKeyArn: key }: { readonly KMSKeyArn?: string | undefined },
): void {
  if (key) tellKept(lab, reply, "Lambda: the encryption of environment variables by a key of KMS");
}
