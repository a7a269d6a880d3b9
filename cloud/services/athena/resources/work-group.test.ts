import { Athena } from "@aws-sdk/client-athena";
import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::Athena::WorkGroup and NamedQuery", () => {
  const cloud = useStacks();
  const createClient = () => cloud.createClient(Athena);
  const createTemplate = (description: string, query: string, configuration?: object): object => ({
    Resources: {
      Group: {
        Type: "AWS::Athena::WorkGroup",
        Properties: {
          Name: "shop",
          Description: description,
          RecursiveDeleteOption: true,
          WorkGroupConfiguration: configuration,
        },
      },
      Query: {
        Type: "AWS::Athena::NamedQuery",
        Properties: { Name: "all", Database: "shop", QueryString: query, WorkGroup: { Ref: "Group" } },
      },
    },
    Outputs: { Group: { Value: { Ref: "Group" } }, Query: { Value: { "Fn::GetAtt": ["Query", "NamedQueryId"] } } },
  });

  it("are created, updated, and deleted with their stack", async () => {
    await cloud.deploy(
      createTemplate("first", "SELECT 1", {
        BytesScannedCutoffPerQuery: 10_000_000,
        EnforceWorkGroupConfiguration: false,
        ResultConfiguration: { OutputLocation: "s3://results/", ExpectedBucketOwner: "000000000000" },
      }),
    );
    const outputs = await cloud.readOutputs();
    expect(outputs["Group"]).to.equal("shop");
    const group = async () => (await createClient().getWorkGroup({ WorkGroup: "shop" })).WorkGroup;
    expect(await group()).to.include({ Description: "first", State: "ENABLED" });
    expect((await group())?.Configuration?.ResultConfiguration?.OutputLocation).to.equal("s3://results/");
    const query = async (NamedQueryId: string | undefined) =>
      (await createClient().getNamedQuery({ NamedQueryId })).NamedQuery;
    expect(await query(outputs["Query"])).to.include({ Name: "all", QueryString: "SELECT 1", WorkGroup: "shop" });
    const createdAt = (await group())?.CreationTime;
    await cloud.update(
      createTemplate("second", "SELECT 2", { ResultConfiguration: { OutputLocation: "s3://other-results/" } }),
    );
    const changed = await group();
    expect(changed).to.deep.include({ Description: "second", CreationTime: createdAt });
    expect(changed?.Configuration).to.deep.include({
      EnforceWorkGroupConfiguration: true,
      ResultConfiguration: { OutputLocation: "s3://other-results/" },
    });
    expect(changed?.Configuration).to.not.have.property("BytesScannedCutoffPerQuery");
    expect(await query((await cloud.readOutputs())["Query"])).to.include({ QueryString: "SELECT 2" });
    const { NamedQueryIds } = await createClient().listNamedQueries({ WorkGroup: "shop" });
    expect(NamedQueryIds).to.have.length(1);
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    const { WorkGroups = [] } = await createClient().listWorkGroups({});
    expect(WorkGroups.map(({ Name }) => Name)).to.deep.equal(["primary"]);
  });
});
