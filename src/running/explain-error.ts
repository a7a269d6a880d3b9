import { getQuotaPage } from "./quota";
import { PROXY_FAILED } from "./use-proxy";

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code: string;
}

/**
 * AWS uses some codes both for a quota of the account and for too many calls a second; these words in the message tell
 * them apart.
 */
const TOO_FAST = /rate exceeded|throttl|too many requests|slow down/i;

const explainLimit = ({ name, message }: Failure): string =>
  TOO_FAST.test(`${name} ${message}`)
    ? `AWS throttled the calls, because there were too many in a short time: ${toSentence(message)} Wait a few seconds, and run it again.`
    : `You've reached an AWS quota: ${toSentence(removeHandler(message))} ${adviseOnQuota(`${name} ${message}`)}`;

const LIMITS = [
  "LimitExceededException",
  "LimitExceeded",
  "ServiceQuotaExceededException",
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
  "RequestLimitExceeded",
  "SlowDown",
  "TooManyBuckets",
  "InstanceLimitExceeded",
  "VcpuLimitExceeded",
  "ResourceLimitExceeded",
];

/** The codes for refused keys: each service has its own. */
const REFUSED_KEYS = [
  "UnrecognizedClientException",
  "InvalidSignatureException",
  "InvalidClientTokenId",
  "InvalidAccessKeyId",
  "InvalidToken",
  "SignatureDoesNotMatch",
  "AuthFailure",
];
const NOT_ALLOWED = ["AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "Client.UnauthorizedOperation"];
const NOT_SIGNED_UP = ["SubscriptionRequiredException", "OptInRequired", "NotSignedUp"];
const WRONG_TIME = ["RequestTimeTooSkewed", "RequestExpired"];

/** The same explanation for each of several codes. */
const explainEach = (codes: readonly string[], explain: (failure: Failure) => string): typeof EXPLANATIONS =>
  Object.fromEntries(codes.map((code) => [code, explain]));

const SESSION_ENDED = "Your AWS session has ended. Sign in to AWS again.";

/** By the error's name or code: what went wrong, and what to do about it. */
const EXPLANATIONS: Readonly<Record<string, (failure: Failure) => string>> = {
  ResourceNotFoundException: ({ message }) => `AWS can't find it: ${message} Check the name, and that it was created.`,
  NoSuchBucket: ({ message }) => `AWS can't find the bucket: ${message}. Check the name, and that it was created.`,
  CredentialsProviderError: ({ message }) => explainMissingKeys(message),
  ECONNREFUSED: () =>
    `Nothing answers at ${process.env["AWS_ENDPOINT_URL"] ?? "AWS"}. Is the lab cloud running? \`npm start\` starts it.`,
  ...explainEach(
    ["ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT"],
    ({ message }) => `AWS can't be reached (${message}). Are you online, and is AWS_REGION the name of a region?`,
  ),
  [PROXY_FAILED]: ({ message }) => `AWS can't be reached. ${toSentence(message)} ${ADVICE_ON_PROXY}`,
  RegionDisabledException: ({ message }) =>
    `This region is disabled in your account: ${toSentence(message)} Set AWS_REGION to another one, such as us-east-1.`,
  ExpiredTokenException: () => SESSION_ENDED,
  ExpiredToken: () => SESSION_ENDED,
  ...explainEach(
    REFUSED_KEYS,
    ({ message }) => explainWrongRegion(message) ?? `AWS rejects these keys. ${adviseOnKeys()}`,
  ),
  ...explainEach(
    NOT_ALLOWED,
    ({ message }) => `These keys aren't allowed to do that: ${toSentence(message)}${adviseOnRights()}`,
  ),
  ...explainEach(
    NOT_SIGNED_UP,
    ({ message }) =>
      `Your AWS account can't use this service yet: ${toSentence(message)} A new account needs a few hours.`,
  ),
  ...explainEach(
    WRONG_TIME,
    ({ message }) => `${toSentence(message)} Is this computer's clock right? If it is, sign in to AWS again.`,
  ),
  ...explainEach(LIMITS, explainLimit),
};

const ADVICE_ON_PROXY =
  "Is its address right, and is AWS_REGION the name of a region? NO_PROXY lists hosts to reach without the proxy.";

/** @param refusal the error's code and message */
function adviseOnQuota(refusal: string): string {
  return process.env["LABS_TARGET"] === "aws"
    ? `Delete what you no longer need (\`npx labs teardown\` finds what the labs left behind), or ask AWS for a higher quota: ${getQuotaPage(refusal)}.`
    : "Delete what you no longer need. The clean-up at the end of each lab does this.";
}

/** @param message the SDK's: it names the command that begins a new session, where a profile needs one */
function explainMissingKeys(message: string): string {
  const profile = process.env["AWS_PROFILE"];
  const signIn = /\baws sso login\b/.test(message) ? "aws sso login" : "aws login";
  if (/\baws (sso )?login\b|[\\/]login[\\/]cache/.test(message))
    return `Your AWS session has ended. Sign in to AWS again: \`${signIn}${profile ? ` --profile ${profile}` : ""}\`.`;
  if (/expired/i.test(message)) return SESSION_ENDED;
  const profileNote = profile ? ` for the profile "${profile}", which AWS_PROFILE names` : "";
  return `No AWS keys were found${profileNote}. ${adviseOnKeys()}`;
}

/** @returns undefined if a signature was refused for another reason than its region */
function explainWrongRegion(message: string): string | undefined {
  const region = /scoped to a valid region, not '(.*?)'/i.exec(message)?.[1];
  return region === undefined
    ? undefined
    : `This client is for the region ${region}, but the address that it calls is in another one. Leave \`region\` out: then AWS_REGION decides.`;
}

function adviseOnRights(): string {
  return process.env["LABS_TARGET"] === "aws"
    ? " The account's administrator can allow it: deploy/class-account/template.yaml has what each lab needs."
    : "";
}

function adviseOnKeys(): string {
  return process.env["LABS_TARGET"] === "aws"
    ? "Try `aws sts get-caller-identity`. If that fails too, sign in to AWS, or name your profile in AWS_PROFILE."
    : "Open a new terminal or notebook in the JupyterLab that `npm start` opened.";
}

/**
 * Says in one line what an error means and what to do.
 *
 * @param error anything that was thrown; errors of the AWS SDK and of the network are explained, of others the message
 * is returned
 */
export function explainError(error: unknown): string {
  const failure = readFailure(error);
  return findExplanation(failure) ?? toOneLine(failure.message || failure.name);
}

/**
 * The same line for an error that AWS's SDK has thrown, with AWS's request id, which AWS's support needs;
 * undefined for other errors, and for those whose own message says enough.
 */
export function explainAwsError(error: unknown): string | undefined {
  const failure = readFailure(error);
  const isOfSdk =
    error instanceof Error && ("$metadata" in error || SDK_ITSELF.test(`${error.name}: ${error.message}`));
  const explanation = isOfSdk ? findExplanation(failure) : undefined;
  const id = explanation === undefined ? undefined : requestId(error);
  return id === undefined ? explanation : `${explanation} (AWS request ID: ${id})`;
}

/** Errors that the SDK throws before it sends a request. */
const SDK_ITSELF = /^(CredentialsProviderError|Error: Region is missing$|Error: Region not accepted)/;

function requestId(error: unknown): string | undefined {
  const { requestId: id } = Object(Reflect.get(Object(error), "$metadata"));
  return typeof id === "string" && id !== "" ? id : undefined;
}

function findExplanation(failure: Failure): string | undefined {
  if (failure.message === "Region is missing") {
    return "No AWS region is set. Set AWS_REGION, for example to us-east-1.";
  }
  const notAccepted = /^Region not accepted: region="(.*)" is not/.exec(failure.message)?.[1];
  if (notAccepted !== undefined)
    return `"${notAccepted}" cannot be the name of an AWS region. Set AWS_REGION, for example to us-east-1.`;
  if (/HandlerErrorCode: ServiceLimitExceeded\b/.test(failure.message)) return explainLimit(failure);
  const explain = EXPLANATIONS[failure.code] ?? EXPLANATIONS[failure.name];
  return explain?.(failure);
}

function readFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), code: "" };
  return { name: error.name, message: error.message, code: getCode(error) };
}

/** The code of the error or of its cause: over HTTP/2 a refused connection is the cause of a canceled stream. */
function getCode(error: Error): string {
  if ("code" in error && typeof error.code === "string" && error.code in EXPLANATIONS) return error.code;
  if (error.cause instanceof Error) return getCode(error.cause);
  return /\b(ECONNREFUSED|ENOTFOUND)\b/.exec(error.message)?.[0] ?? "";
}

/** CloudFormation's reason for a resource that could not be created, reduced to the words of the resource's service. */
const removeHandler = (text: string): string =>
  text.replace(/Resource handler returned message: "(.*?) \(Service: .*HandlerErrorCode: \w+\)/s, "$1");

const toSentence = (text: string): string => toOneLine(text).replace(/\.?$/, ".");

function toOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
