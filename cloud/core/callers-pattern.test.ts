import { Athena } from "@aws-sdk/client-athena";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { EC2 } from "@aws-sdk/client-ec2";
import { Glue } from "@aws-sdk/client-glue";
import { SSM } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { queriesOn } from "../services/athena/testing/queries";
import { faultOf, useCloud } from "../testing/use-cloud";

/** A text on which a backtracking `(a+)+` tries 2^40 ways. */
const LONG = "a".repeat(40);
const BACK_AND_FORTH = "(a+)+b";
/** A wildcard pattern that, as a regular expression over 200 letters, would try far too many ways ever to end. */
const STARS = `${"*a".repeat(30)}*b`;

/**
 * No limit of calls or of memory stops such patterns: without a limit of time, each would block the cloud's only
 * thread.
 */
describe("callers' regular expressions and wildcards", function () {
  this.timeout(60_000);
  const cloud = useCloud();
  const athena = queriesOn(cloud);
  const table = (name: string) =>
    cloud.client(Glue).createTable({
      DatabaseName: "lab",
      TableInput: {
        Name: name,
        PartitionKeys: [{ Name: "p", Type: "string" }],
        StorageDescriptor: {
          Columns: [{ Name: "word", Type: "string" }],
          Location: "s3://data/t/",
          SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe" },
        },
      },
    });

  it("keep nobody waiting in parameters of Systems Manager and of templates", async () => {
    const put = (Name: string, AllowedPattern: string, Value: string) =>
      cloud.client(SSM).putParameter({ Name, Type: "String", AllowedPattern, Value });
    for (const pattern of [`^${BACK_AND_FORTH}$`, "("])
      expect(await faultOf(put("evil", pattern, LONG))).to.have.property("name", "InvalidAllowedPatternException");
    expect(await faultOf(put("evil", "^b+$", LONG))).to.have.property("name", "ParameterPatternMismatchException");
    await put("honest", "^a+$", LONG);
    const create = (StackName: string, AllowedPattern: string) =>
      cloud.client(CloudFormation).createStack({
        StackName,
        TemplateBody: JSON.stringify({
          Parameters: { P: { Type: "String", AllowedPattern, Default: LONG } },
          Resources: { Queue: { Type: "AWS::SQS::Queue" } },
        }),
      });
    for (const pattern of [BACK_AND_FORTH, "("])
      expect((await faultOf(create("evil", pattern))).message).to.contain("Parameter 'P' has no usable AllowedPattern");
    await create("honest", "a+");
  });

  it("keep nobody waiting in names of tables and databases", async () => {
    await athena.setUp();
    await athena.rows(`CREATE DATABASE ${LONG}`);
    await table(LONG);
    const tables = async (Expression: string): Promise<unknown> =>
      (await cloud.client(Glue).getTables({ DatabaseName: "lab", Expression })).TableList?.length;
    const metadata = async (Expression: string): Promise<unknown> =>
      (await cloud.client(Athena).listTableMetadata({ CatalogName: "AwsDataCatalog", DatabaseName: "lab", Expression }))
        .TableMetadataList?.length;
    expect(await faultOf(tables(BACK_AND_FORTH))).to.have.property("name", "InvalidInputException");
    expect(await faultOf(metadata(BACK_AND_FORTH))).to.have.property("name", "InvalidRequestException");
    expect([await tables("(a+)+"), await metadata("a.*"), await tables("b+")]).to.deep.equal([1, 1, 0]);
    for (const statement of [`SHOW TABLES IN lab '${BACK_AND_FORTH}'`, `SHOW DATABASES LIKE '${BACK_AND_FORTH}'`])
      expect((await athena.finish(statement)).Status, statement).to.include({ State: "FAILED" });
    expect(await athena.rows("SHOW TABLES IN lab 'a*'")).to.deep.include([LONG]);
    expect(await athena.rows("SHOW DATABASES LIKE 'a+'")).to.deep.include([LONG]);
  });

  it("keep nobody waiting in filters and in LIKE", async () => {
    const name = "a".repeat(200);
    const ec2 = cloud.client(EC2);
    await ec2.createSecurityGroup({ GroupName: name, Description: "d" });
    const groups = async (...Values: string[]): Promise<unknown> =>
      (await ec2.describeSecurityGroups({ Filters: [{ Name: "group-name", Values }] })).SecurityGroups?.length;
    expect([await groups(STARS), await groups("a*a?a*"), await groups("?".repeat(200))]).to.deep.equal([0, 1, 1]);
    await athena.setUp();
    await table("t");
    await cloud.client(Glue).batchCreatePartition({
      DatabaseName: "lab",
      TableName: "t",
      PartitionInputList: [name, "b_c"].map((value) => ({
        Values: [value],
        StorageDescriptor: { Columns: [], Location: `s3://data/t/${value.length}/` },
      })),
    });
    const partitions = (pattern: string) => athena.rows(`SELECT p FROM "t$partitions" WHERE p LIKE '${pattern}'`);
    expect(await partitions(STARS.replaceAll("*", "%"))).to.deep.equal([["p"]]);
    expect(await partitions("b__")).to.deep.equal([["p"], ["b_c"]]);
    const rows = (pattern: string) => athena.rows(`SELECT word FROM t WHERE p LIKE '${pattern}'`);
    expect(await rows(STARS.replaceAll("*", "%"))).to.deep.equal([["word"]]);
    await athena.put("data/t/3/a", "one\n");
    expect(await rows("%c")).to.deep.equal([["word"], ["one"]]);
  });
});
