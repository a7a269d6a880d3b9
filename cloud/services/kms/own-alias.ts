import { notAnAlias, reservedAlias } from "./faults";

/** @throws AwsFault ValidationException for what does not begin with `alias/`; NotAuthorizedException for AWS's own */
export function checkOwnAlias(name: string): void {
  if (!name.startsWith("alias/") || name.length === "alias/".length) throw notAnAlias();
  if (name.startsWith("alias/aws/")) throw reservedAlias();
}
