import * as athena from "@aws-sdk/client-athena";
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ecr from "@aws-sdk/client-ecr";
import * as glue from "@aws-sdk/client-glue";
import * as iam from "@aws-sdk/client-iam";
import * as kinesis from "@aws-sdk/client-kinesis";
import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import type { StaticOperationSchema } from "@smithy/types";
import { expect } from "chai";
import { useCloud, type TestCloud } from "../../cloud/testing/use-cloud";
import { getInput } from "../../cloud/protocols/json-schema";

/** Sends a command by its name. */
type CommandSender = (command: string, input: object) => Promise<Readonly<Record<string, unknown>>>;

/** A service in which each listing has three items at least. */
interface ListedService {
  readonly sdk: object;
  readonly client: string;
  /** Makes the listed items: one, two and three. */
  make(send: CommandSender, advance: TestCloud["advance"]): Promise<void>;
  /** Each listing with its input apart from the page; all of them can have pages of one item. */
  readonly listings: Readonly<Record<string, object>>;
}

const THREE = ["one", "two", "three"] as const;
const createThree = async (make: (name: (typeof THREE)[number], at: number) => Promise<unknown>): Promise<void> => {
  for (const [index, name] of THREE.entries()) await make(name, index);
};
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});
const createArn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const STREAM = createArn("kinesis", "stream/one");
const createTable = (name: string, Parameters: object = {}): object => ({
  DatabaseName: "one",
  TableInput: {
    ...{ Name: name, Parameters, PartitionKeys: [{ Name: "day", Type: "string" }] },
    StorageDescriptor: { Columns: [{ Name: "a", Type: "string" }], Location: "s3://one/" },
  },
});

const LISTED: Readonly<Record<string, ListedService>> = {
  kinesis: {
    sdk: kinesis,
    client: "KinesisClient",
    async make(send, advance) {
      await createThree((StreamName) => send("CreateStream", { StreamName, ShardCount: 1 }));
      await advance(60);
      await createThree((ConsumerName) => send("RegisterStreamConsumer", { StreamARN: STREAM, ConsumerName }));
    },
    listings: { ListStreams: {}, ListStreamConsumers: { StreamARN: STREAM } },
  },
  sqs: {
    sdk: sqs,
    client: "SQSClient",
    async make(send) {
      await send("CreateQueue", { QueueName: "dead" });
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: createArn("sqs", "dead"), maxReceiveCount: 1 });
      await createThree((QueueName) => send("CreateQueue", { QueueName, Attributes: { RedrivePolicy } }));
    },
    listings: { ListQueues: {}, ListDeadLetterSourceQueues: { QueueUrl: "/000000000000/dead" } },
  },
  s3: {
    sdk: s3,
    client: "S3Client",
    async make(send) {
      await send("CreateBucket", { Bucket: "one" });
      await createThree((Key) => send("PutObject", { Bucket: "one", Key, Body: "x" }));
    },
    listings: { ListObjectsV2: { Bucket: "one" } },
  },
  cloudwatch: {
    sdk: cloudwatch,
    client: "CloudWatchClient",
    make: (send) =>
      createThree((AlarmName) =>
        send("PutMetricAlarm", {
          ...{ AlarmName, Namespace: "n", MetricName: "m", Statistic: "Sum", Period: 60, EvaluationPeriods: 1 },
          ...{ Threshold: 1, ComparisonOperator: "GreaterThanThreshold" },
        }),
      ),
    listings: { DescribeAlarms: {} },
  },
  logs: {
    sdk: logs,
    client: "CloudWatchLogsClient",
    async make(send) {
      await createThree((logGroupName) => send("CreateLogGroup", { logGroupName }));
      const group = { logGroupName: "one" };
      await createThree((logStreamName) => send("CreateLogStream", { ...group, logStreamName }));
      const metricTransformations = [{ metricName: "m", metricNamespace: "n", metricValue: "1" }];
      await createThree((filterName) =>
        send("PutMetricFilter", { ...group, filterName, filterPattern: "", metricTransformations }),
      );
    },
    listings: {
      DescribeLogGroups: {},
      DescribeLogStreams: { logGroupName: "one" },
      DescribeMetricFilters: { logGroupName: "one" },
    },
  },
  glue: {
    sdk: glue,
    client: "GlueClient",
    async make(send) {
      await createThree((Name) => send("CreateDatabase", { DatabaseInput: { Name } }));
      await createThree((name) => send("CreateTable", createTable(name)));
      await createThree((a) => send("UpdateTable", createTable("one", { a })));
      await createThree((value) =>
        send("CreatePartition", { DatabaseName: "one", TableName: "one", PartitionInput: { Values: [value] } }),
      );
    },
    listings: {
      GetDatabases: {},
      GetTables: { DatabaseName: "one" },
      SearchTables: {},
      GetTableVersions: { DatabaseName: "one", TableName: "one" },
      GetPartitions: { DatabaseName: "one", TableName: "one" },
    },
  },
  athena: {
    sdk: athena,
    client: "AthenaClient",
    async make(send) {
      await createThree((Name) => send("CreateWorkGroup", { Name }));
      const QueryStatement = "SELECT 1";
      await createThree((StatementName) =>
        send("CreatePreparedStatement", { StatementName, WorkGroup: "one", QueryStatement }),
      );
      await createThree((Name) => send("CreateNamedQuery", { Name, Database: "one", QueryString: QueryStatement }));
    },
    listings: {
      ListWorkGroups: {},
      ListPreparedStatements: { WorkGroup: "one" },
      ListNamedQueries: {},
    },
  },
  iam: {
    sdk: iam,
    client: "IAMClient",
    async make(send) {
      await createThree((RoleName) => send("CreateRole", { RoleName, AssumeRolePolicyDocument: TRUST }));
      await createThree((PolicyName) => send("CreatePolicy", { PolicyName, PolicyDocument: POLICY }));
      const PolicyArn = "arn:aws:iam::000000000000:policy/one";
      await createThree(() => send("CreatePolicyVersion", { PolicyArn, PolicyDocument: POLICY }));
      await send("TagPolicy", { PolicyArn, Tags: THREE.map((Key) => ({ Key, Value: "" })) });
      const role = { RoleName: "one" };
      await createThree((PolicyName) => send("PutRolePolicy", { ...role, PolicyName, PolicyDocument: POLICY }));
      await createThree(async (name) => {
        await send("AttachRolePolicy", { ...role, PolicyArn: `arn:aws:iam::000000000000:policy/${name}` });
        if (name !== "one") await send("AttachRolePolicy", { RoleName: name, PolicyArn });
        await send("CreateInstanceProfile", { InstanceProfileName: name });
        await send("AddRoleToInstanceProfile", { ...role, InstanceProfileName: name });
      });
    },
    listings: {
      ListRoles: {},
      ListPolicies: { Scope: "Local" },
      ListPolicyVersions: { PolicyArn: "arn:aws:iam::000000000000:policy/one" },
      ListPolicyTags: { PolicyArn: "arn:aws:iam::000000000000:policy/one" },
      ListEntitiesForPolicy: { PolicyArn: "arn:aws:iam::000000000000:policy/one" },
      ListRolePolicies: { RoleName: "one" },
      ListAttachedRolePolicies: { RoleName: "one" },
      ListInstanceProfiles: {},
      ListInstanceProfilesForRole: { RoleName: "one" },
    },
  },
  kms: {
    sdk: kms,
    client: "KMSClient",
    make: (send) =>
      createThree(async (name) => {
        const { KeyMetadata } = await send("CreateKey", {});
        const { KeyId } = KeyMetadata as { readonly KeyId: string };
        await send("CreateAlias", { AliasName: `alias/${name}`, TargetKeyId: KeyId });
      }),
    listings: { ListKeys: {}, ListAliases: {} },
  },
  ecr: {
    sdk: ecr,
    client: "ECRClient",
    make: (send) => createThree((repositoryName) => send("CreateRepository", { repositoryName })),
    listings: { DescribeRepositories: {} },
  },
  ssm: {
    sdk: ssm,
    client: "SSMClient",
    make: (send) => createThree((name) => send("PutParameter", { Name: `/a/${name}`, Value: "v", Type: "String" })),
    listings: { DescribeParameters: {}, GetParametersByPath: { Path: "/a" } },
  },
};

/** Members that lead from one page to the next, by the SDK's names. */
const TOKENS = ["NextToken", "nextToken", "NextMarker", "Marker", "ContinuationToken"];
type Page = Readonly<Record<string, unknown>>;
/** The items of all lists of a page, without the one that lists the same streams a second time. */
const getItems = ({ StreamSummaries: _same, ...page }: Page): readonly unknown[] =>
  Object.values(page).filter(Array.isArray).flat();

describe("listings, page by page, with the SDK's paginators", () => {
  const cloud = useCloud({}, "suite");
  for (const [service, { sdk, client, make, listings }] of Object.entries(LISTED))
    describe(service, () => {
      // The border: commands, clients and paginators are exports of the packages under these names.
      const created = sdk as Readonly<Record<string, new (config: object) => object>>;
      const paginators = sdk as Readonly<Record<string, (config: object, input: object) => AsyncIterable<Page>>>;
      let sender: { send(command: object): Promise<Page>; destroy(): void };
      const send: CommandSender = (command, input) => {
        const Command = created[`${command}Command`];
        if (Command === undefined) throw new Error(`There is no ${command}.`);
        return sender.send(new Command(input));
      };
      before(async () => {
        const { endpoint, region, credentials } = cloud.running;
        const Client = created[client] as unknown as new (config: object) => typeof sender;
        sender = new Client({ endpoint, region, credentials, maxAttempts: 1, forcePathStyle: true });
        await make(send, cloud.advance);
      });
      after(() => sender.destroy());

      for (const [listing, input] of Object.entries(listings))
        it(`${listing} returns each item once, full pages except the last, and no invented token`, async () => {
          const whole = getItems(await send(listing, input));
          expect(whole.length).to.be.at.least(3);
          for (const pageSize of [1, 2]) {
            const pages: (readonly unknown[])[] = [];
            const walk = paginators[`paginate${listing}`]?.({ client: sender, pageSize }, { ...input }) ?? [];
            for await (const page of walk) pages.push(getItems(page));
            expect(pages.flat()).to.deep.equal(whole);
            const full = Math.ceil(whole.length / pageSize) - 1;
            expect(pages.slice(0, -1).map((items) => items.length)).to.deep.equal(Array<number>(full).fill(pageSize));
          }
          const { [`${listing}$`]: schema } = sdk as Readonly<Record<string, StaticOperationSchema>>;
          const members = schema === undefined ? {} : getInput(schema).getMemberSchemas();
          const [token = ""] = TOKENS.filter((name) => Object.hasOwn(members, name));
          const refusal = await send(listing, { ...input, [token]: "made-up" }).catch((error: unknown) => error);
          expect(refusal).to.have.nested.property("$metadata.httpStatusCode", 400);
        });
    });
});
