import type { JudgedCloud } from "./judge";

/** The region of the recordings of S3: in us-east-1, AWS accepts a bucket that exists. */
export const REGION = "us-west-2";

const VERSIONS: Readonly<Record<string, string>> = {
  cloudformation: "2010-05-15",
  ec2: "2016-11-15",
  iam: "2010-05-08",
  sns: "2010-03-31",
};

const BUCKET = `PUT /judged <CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;
const POLICY =
  '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::judged"}]}';
const TRUST =
  '{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const LOGGING =
  "<BucketLoggingStatus><LoggingEnabled><TargetBucket>judged</TargetBucket><TargetPrefix>log/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>";
const VERSIONING = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
const TEMPLATE = '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}';
const RUN = "ec2 RunInstances ImageId=ami-0abcdef1234567890 InstanceType=t3.micro MinCount=1 MaxCount=1";
/** Moves the cloud's clock on by 120 seconds, until an instance runs or is stopped. */
const WAIT = "wait";
const SUBSCRIBE = "sns Subscribe TopicArn={TopicArn} Protocol=email Endpoint=learner@example.com";
const TOPIC = "sns CreateTopic Name=judged";

/**
 * The requests that lead to a recorded answer, by the recording's file: the last one's answer is compared. A request to
 * S3 is its method, path and body; one to another service is the service, the operation and its members. `{Name}` is
 * the last text of an element of this name in the answers before.
 */
export const REQUESTS: Readonly<Record<string, readonly string[]>> = {
  "errors/ec2-describe-instances": ["ec2 DescribeInstances InstanceId.1=foobar"],
  "errors/s3-create-bucket": [BUCKET, BUCKET],
  "errors/s3-list-objects": [BUCKET, `PUT /judged?policy ${POLICY}`, "GET /judged"],
  "errors/sns-delete-topic": ["sns DeleteTopic TopicArn=x"],
  "responses/cloudformation-describe-stacks": ["cloudformation DescribeStacks"],
  "responses/cloudformation-get-template": [
    `cloudformation CreateStack StackName=judged TemplateBody=${TEMPLATE}`,
    "cloudformation GetTemplate StackName=judged",
  ],
  "responses/cloudformation-list-stacks": ["cloudformation ListStacks"],
  "responses/ec2-describe-availability-zones": ["ec2 DescribeAvailabilityZones"],
  "responses/ec2-describe-instance-status": [RUN, WAIT, "ec2 DescribeInstanceStatus"],
  "responses/ec2-describe-instances": [
    `${RUN} TagSpecification.1.ResourceType=instance TagSpecification.1.Tag.1.Key=a TagSpecification.1.Tag.1.Value=1`,
    WAIT,
    "ec2 StopInstances InstanceId.1={instanceId}",
    RUN,
    WAIT,
    "ec2 DescribeInstances",
  ],
  "responses/ec2-describe-security-groups": [
    "ec2 CreateSecurityGroup GroupName=judged GroupDescription=judged",
    "ec2 AuthorizeSecurityGroupIngress GroupName=judged IpProtocol=tcp FromPort=22 ToPort=22 CidrIp=0.0.0.0/0",
    "ec2 DescribeSecurityGroups",
  ],
  "responses/ec2-describe-subnets": ["ec2 DescribeSubnets"],
  "responses/ec2-describe-vpcs": ["ec2 DescribeVpcs"],
  "responses/ec2-run-instances": [RUN],
  "responses/ec2-start-instances": [
    RUN,
    WAIT,
    "ec2 StopInstances InstanceId.1={instanceId}",
    WAIT,
    "ec2 StartInstances InstanceId.1={instanceId}",
  ],
  "responses/ec2-stop-instances": [RUN, WAIT, "ec2 StopInstances InstanceId.1={instanceId}"],
  "responses/iam-list-instance-profiles": [
    "iam CreateInstanceProfile InstanceProfileName=judged Path=/a/",
    "iam ListInstanceProfiles",
  ],
  "responses/iam-list-roles": [
    `iam CreateRole RoleName=judged Path=/a/ AssumeRolePolicyDocument=${TRUST}`,
    "iam ListRoles",
  ],
  "responses/s3-get-bucket-acl": [BUCKET, "GET /judged?acl"],
  "responses/s3-get-bucket-location": [BUCKET, "GET /judged?location"],
  "responses/s3-get-bucket-logging": [BUCKET, `PUT /judged?logging ${LOGGING}`, "GET /judged?logging"],
  "responses/s3-list-buckets": [BUCKET, "GET /"],
  "responses/s3-list-multipart-uploads": [
    BUCKET,
    "POST /judged/foo/1?uploads",
    "POST /judged/foobar/1?uploads",
    "GET /judged?uploads&delimiter=/&prefix=foo",
  ],
  "responses/s3-list-multipart-uploads#2": [
    BUCKET,
    "POST /judged/my-divisor?uploads",
    "POST /judged/my-movie?uploads",
    "GET /judged?uploads&max-uploads=1",
  ],
  "responses/s3-list-object-versions": [
    BUCKET,
    `PUT /judged?versioning ${VERSIONING}`,
    "PUT /judged/my-image x",
    "PUT /judged/my-second-image x",
    "DELETE /judged/my-second-image",
    "GET /judged?versions&prefix=my&max-keys=5",
  ],
  "responses/s3-list-objects": [BUCKET, "PUT /judged/key1 x", "GET /judged"],
  "responses/sns-create-topic": [TOPIC],
  "responses/sns-get-subscription-attributes": [
    TOPIC,
    "sns Subscribe TopicArn={TopicArn} Protocol=sqs Endpoint=arn:aws:sqs:us-west-2:000000000000:judged",
    "sns GetSubscriptionAttributes SubscriptionArn={SubscriptionArn}",
  ],
  "responses/sns-get-topic-attributes": [TOPIC, "sns GetTopicAttributes TopicArn={TopicArn}"],
  "responses/sns-list-subscriptions": [TOPIC, SUBSCRIBE, "sns ListSubscriptions"],
  "responses/sns-list-subscriptions-by-topic": [TOPIC, SUBSCRIBE, "sns ListSubscriptionsByTopic TopicArn={TopicArn}"],
  "responses/sns-list-topics": [TOPIC, "sns ListTopics"],
  "responses/sns-publish": [TOPIC, "sns Publish TopicArn={TopicArn} Message=judged"],
  "responses/sns-subscribe": [TOPIC, SUBSCRIBE],
};

/** @returns the answer's text */
async function sendRequest(endpoint: string, request: string): Promise<string> {
  const [first = "", second = "", ...rest] = request.split(" ");
  const version = VERSIONS[first];
  const service = version === undefined ? "s3" : first;
  const authorization = `AWS4-HMAC-SHA256 Credential=key/20300101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const form = new URLSearchParams({ Action: second, Version: version ?? "" });
  for (const member of rest) form.append(member.replace(/=.*/s, ""), member.replace(/^.*?=/s, ""));
  const [method, path, body] =
    version === undefined ? [first, second, rest.length === 0 ? null : rest.join(" ")] : ["POST", "/", form];
  return (await fetch(endpoint + path, { method, body, headers: { authorization } })).text();
}

/** @returns the answer to the last request */
export async function sendRequests({ endpoint, clock }: JudgedCloud, requests: readonly string[]): Promise<string> {
  const answers: string[] = [];
  const findLastText = (name: string): string =>
    [...answers.join("").matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].at(-1)?.[1] ?? "";
  for (const request of requests)
    if (request === WAIT) await clock.advance(120);
    else
      answers.push(
        await sendRequest(
          endpoint,
          request.replaceAll(/\{(\w+)\}/g, (_, name: string) => findLastText(name)),
        ),
      );
  return answers.at(-1) ?? "";
}
