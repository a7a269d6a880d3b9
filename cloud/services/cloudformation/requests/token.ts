import { tokenReused } from "../faults";
import type { StoredStack } from "../deployment/stored";

/**
 * Whether a request with this token was carried out before: then nothing is to be done again.
 *
 * @throws AwsFault TokenAlreadyExistsException if it was another kind of request
 */
export function isRepeated({ tokens }: StoredStack, token: string | undefined, kind: string): boolean {
  const before = token !== undefined && Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (before === undefined || token === undefined) return false;
  if (before !== kind) throw tokenReused(token);
  return true;
}

/** A stack's tokens, with that of a request that is being carried out. */
export const withToken = ({ tokens }: StoredStack, token: string | undefined, kind: string): StoredStack["tokens"] =>
  token === undefined ? tokens : { ...tokens, [token]: kind };
