import { notAnAlias, notPrefixed, reservedAlias } from "./faults";

/**
 * @throws AwsFault ValidationException for a name that does not begin with `alias/`; NotAuthorizedException for
 * `alias/aws/`
 */
export function checkOwnAlias(name: string): void {
  if (!name.startsWith("alias/")) throw notPrefixed();
  if (name.length === "alias/".length) throw notAnAlias();
  if (name.startsWith("alias/aws/")) throw reservedAlias();
}
