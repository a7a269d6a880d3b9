/** CloudFormation tells in brackets whose refusal it hands on: the service's name, in small letters its own in Service Quotas. */
const HANDED_ON = /\(Service: (Firehose|Kinesis|S3|Lambda|Ec2|Iam)\b/;

/** A service by its error's code, or by what its refusal says. */
const SERVICES: readonly { readonly says: RegExp; readonly service: string }[] = [
  { says: /\bhoses\b/i, service: "firehose" },
  { says: /\bshards?\b|\bdata streams?\b/i, service: "kinesis" },
  { says: /^TooManyBuckets\b/, service: "s3" },
  { says: /\bCannot exceed quota for\b/, service: "iam" },
  { says: /^(Instance|Vcpu)LimitExceeded\b/, service: "ec2" },
];

/** AWS shows the quotas of IAM in one region alone, since IAM has no regions. */
const REGION: Readonly<Record<string, string>> = { iam: "?region=us-east-1" };

/**
 * The page for requesting a higher quota from AWS: that of the service, where the refusal names the service.
 *
 * @param refusal the error's code and message
 * @see https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html
 */
export function getQuotaPage(refusal: string): string {
  const service =
    HANDED_ON.exec(refusal)?.[1]?.toLowerCase() ?? SERVICES.find(({ says }) => says.test(refusal))?.service;
  const home = "https://console.aws.amazon.com/servicequotas/";
  return service === undefined ? home : `${home}home/services/${service}/quotas${REGION[service] ?? ""}`;
}
