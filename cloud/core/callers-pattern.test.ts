import { Athena } from "@aws-sdk/client-athena";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { EC2 } from "@aws-sdk/client-ec2";
import { Glue } from "@aws-sdk/client-glue";
import { SSM } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { createQueries } from "../services/athena/testing/queries";
import { catchFault, useCloud } from "../testing/use-cloud";

/** A string that makes a backtracking `(a+)+` try 2^40 ways. */
const LONG = "a".repeat(40);
const BACK_AND_FORTH = "(a+)+b";
/** A wildcard pattern that, as a regular expression over 200 letters, would try far too many ways ever to end. */
const STARS = `${"*a".repeat(30)}*b`;

/**
 * No limit of calls or of memory stops such patterns: without a limit of time, each would block the cloud's only
 * thread.
 */
describe("callers' regular expressions and wildcards", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  const createTable = (name: string) =>
    cloud.createClient(Glue).createTable({
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

  it("don't block other callers in parameters of Systems Manager and of templates", async () => {
    const put = (Name: string, AllowedPattern: string, Value: string) =>
      cloud.createClient(SSM).putParameter({ Name, Type: "String", AllowedPattern, Value });
    for (const pattern of [`^${BACK_AND_FORTH}$`, "("])
      expect(await catchFault(put("evil", pattern, LONG))).to.have.property("name", "InvalidAllowedPatternException");
    expect(await catchFault(put("evil", "^b+$", LONG))).to.have.property("name", "ParameterPatternMismatchException");
    await put("honest", "^a+$", LONG);
    const create = (StackName: string, AllowedPattern: string) =>
      cloud.createClient(CloudFormation).createStack({
        StackName,
        TemplateBody: JSON.stringify({
          Parameters: { P: { Type: "String", AllowedPattern, Default: LONG } },
          Resources: { Queue: { Type: "AWS::SQS::Queue" } },
        }),
      });
    for (const pattern of [BACK_AND_FORTH, "("])
      expect((await catchFault(create("evil", pattern))).message).to.contain(
        "Parameter 'P' has no usable AllowedPattern",
      );
    await create("honest", "a+");
  });

  it("don't block other callers in names of tables and databases", async () => {
    await athena.setUp();
    await athena.readRows(`CREATE DATABASE ${LONG}`);
    await createTable(LONG);
    const listTables = async (Expression: string): Promise<unknown> =>
      (await cloud.createClient(Glue).getTables({ DatabaseName: "lab", Expression })).TableList?.length;
    const listMetadata = async (Expression: string): Promise<unknown> =>
      (
        await cloud
          .createClient(Athena)
          .listTableMetadata({ CatalogName: "AwsDataCatalog", DatabaseName: "lab", Expression })
      ).TableMetadataList?.length;
    expect(await catchFault(listTables(BACK_AND_FORTH))).to.have.property("name", "InvalidInputException");
    expect(await catchFault(listMetadata(BACK_AND_FORTH))).to.have.property("name", "InvalidRequestException");
    expect([await listTables("(a+)+"), await listMetadata("a.*"), await listTables("b+")]).to.deep.equal([1, 1, 0]);
    for (const statement of [`SHOW TABLES IN lab '${BACK_AND_FORTH}'`, `SHOW DATABASES LIKE '${BACK_AND_FORTH}'`])
      expect((await athena.finish(statement)).Status, statement).to.include({ State: "FAILED" });
    expect(await athena.readRows("SHOW TABLES IN lab 'a*'")).to.deep.include([LONG]);
    expect(await athena.readRows("SHOW DATABASES LIKE 'a+'")).to.deep.include([LONG]);
  });

  it("don't block other callers in filters and in LIKE", async () => {
    const name = "a".repeat(200);
    const ec2 = cloud.createClient(EC2);
    await ec2.createSecurityGroup({ GroupName: name, Description: "d" });
    const listGroups = async (...Values: string[]): Promise<unknown> =>
      (await ec2.describeSecurityGroups({ Filters: [{ Name: "group-name", Values }] })).SecurityGroups?.length;
    expect([await listGroups(STARS), await listGroups("a*a?a*"), await listGroups("?".repeat(200))]).to.deep.equal([
      0, 1, 1,
    ]);
    await athena.setUp();
    await createTable("t");
    await cloud.createClient(Glue).batchCreatePartition({
      DatabaseName: "lab",
      TableName: "t",
      PartitionInputList: [name, "b_c"].map((value) => ({
        Values: [value],
        StorageDescriptor: { Columns: [], Location: `s3://data/t/${value.length}/` },
      })),
    });
    const listPartitions = (pattern: string) =>
      athena.readRows(`SELECT p FROM "t$partitions" WHERE p LIKE '${pattern}'`);
    expect(await listPartitions(STARS.replaceAll("*", "%"))).to.deep.equal([["p"]]);
    expect(await listPartitions("b__")).to.deep.equal([["p"], ["b_c"]]);
    const selectRows = (pattern: string) => athena.readRows(`SELECT word FROM t WHERE p LIKE '${pattern}'`);
    expect(await selectRows(STARS.replaceAll("*", "%"))).to.deep.equal([["word"]]);
    await athena.put("data/t/3/a", "one\n");
    expect(await selectRows("%c")).to.deep.equal([["word"], ["one"]]);
  });
});
