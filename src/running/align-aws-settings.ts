import { useProxy } from "./use-proxy";

const CREDENTIAL_VARIABLES = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/**
 * Makes the SDK for JavaScript, the AWS command line and the SDK for Python use the same keys, the same region and the same way to AWS, in
 * this process and in all that it starts. Each by itself reads the environment in its own way:
 *
 * - Where both AWS_PROFILE and keys are set, the SDK for JavaScript takes the profile, with a warning of ten lines, and the command line
 *   the keys, which may be of another account. The keys are left out, so that the profile counts.
 * - The SDK for JavaScript reads the region from AWS_REGION, the two others from AWS_DEFAULT_REGION. Both are set to the first of these.
 * - The two others use the proxy of HTTPS_PROXY, and the SDK for JavaScript uses none. It is made to use the same.
 *
 * @returns the profile, if keys were left out
 */
export function alignAwsSettings(): string | undefined {
  const { env } = process;
  useProxy();
  const region = env["AWS_REGION"] || env["AWS_DEFAULT_REGION"];
  if (region) Object.assign(env, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
  const profile = env["AWS_PROFILE"];
  if (!profile || !env["AWS_ACCESS_KEY_ID"] || !env["AWS_SECRET_ACCESS_KEY"]) return undefined;
  for (const name of CREDENTIAL_VARIABLES) Reflect.deleteProperty(env, name);
  return profile;
}

/**
 * Prepares the SDK for JavaScript before the first call to AWS: it prints no five-line warning that a later SDK will need a newer Node, and
 * it uses the same keys, region and proxy as the other programs, with one line if keys are left out.
 *
 * @param isLabCloud whether calls go to a lab cloud, which has one address and one pair of keys: there is nothing to choose from
 */
export function prepareSdk(isLabCloud: boolean): void {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const profile = isLabCloud ? undefined : alignAwsSettings();
  if (profile !== undefined) console.error(`Keys ${describeKeys(profile)}`);
}

/** One line on the keys that count. @param profile as `alignAwsSettings` returned it */
export const describeKeys = (profile: string): string =>
  `of the profile "${profile}": AWS_PROFILE takes precedence over the keys that are also set.`;
