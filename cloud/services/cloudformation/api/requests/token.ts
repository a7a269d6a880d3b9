import { createTokenReusedFault } from "../../model/faults";
import type { StoredStack } from "../../model/deployment/stored";

/**
 * Whether a request with this token was accepted before, and so must not be repeated.
 *
 * @throws AwsFault TokenAlreadyExistsException if it was another kind of request
 */
export function isRepeated({ tokens }: StoredStack, token: string | undefined, kind: string): boolean {
  const before = token !== undefined && Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (before === undefined || token === undefined) return false;
  if (before !== kind) throw createTokenReusedFault(token);
  return true;
}

/** A stack's tokens, with the token of the current request added. */
export const addToken = ({ tokens }: StoredStack, token: string | undefined, kind: string): StoredStack["tokens"] =>
  token === undefined ? tokens : { ...tokens, [token]: kind };
