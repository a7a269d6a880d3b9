import { createNotAnAliasFault, createNotPrefixedFault, createReservedAliasFault } from "../model/faults";

/**
 * @throws AwsFault ValidationException for a name that does not begin with `alias/`; NotAuthorizedException for
 * `alias/aws/`
 */
export function checkOwnAlias(name: string): void {
  if (!name.startsWith("alias/")) throw createNotPrefixedFault();
  if (name.length === "alias/".length) throw createNotAnAliasFault();
  if (name.startsWith("alias/aws/")) throw createReservedAliasFault();
}
