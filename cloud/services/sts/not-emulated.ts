import { notEmulatedNames } from "../../core/operation";

/** What STS has and the lab cloud does not: identities of others, root sessions, keys that are no role's. */
export const notEmulatedOperations = notEmulatedNames([
  "AssumeRoleWithSAML",
  "AssumeRoleWithWebIdentity",
  "AssumeRoot",
  "DecodeAuthorizationMessage",
  "GetAccessKeyInfo",
  "GetDelegatedAccessToken",
  "GetFederationToken",
  "GetSessionToken",
  "GetWebIdentityToken",
]);
