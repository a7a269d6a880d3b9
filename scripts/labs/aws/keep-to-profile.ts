const KEYS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/**
 * Where both a profile and keys are set, the SDK for JavaScript takes the profile, with a warning of ten lines, and the AWS command line the
 * keys, which may be of another account. Leaves the keys out of this process's environment, and so of all that it starts: the profile counts
 * everywhere.
 *
 * @returns the profile, if there were keys beside it
 */
export function keepToProfile(): string | undefined {
  const { AWS_PROFILE: profile, AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret } = process.env;
  if (!profile || !key || !secret) return undefined;
  for (const name of KEYS) Reflect.deleteProperty(process.env, name);
  return profile;
}
