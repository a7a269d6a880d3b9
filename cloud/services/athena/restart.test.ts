import { expect } from "chai";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

describe("Athena after a restart", () => {
  const cloud = useCloud({ data: createTemporaryFolder() });
  const athena = createQueries(cloud);

  it("keeps queries, groups and saved queries, runs a waiting query, and fails a running one", async () => {
    await athena.setUp();
    await athena.client.createWorkGroup({ Name: "team" });
    const { NamedQueryId: saved } = await athena.client.createNamedQuery({
      Name: "q",
      Database: "lab",
      QueryString: "SHOW TABLES",
    });
    const done =
      (await athena.finish("SHOW DATABASES", { ClientRequestToken: "0123456789abcdef0123456789abcdef" }))
        .QueryExecutionId ?? "";
    const running = await athena.start("CREATE DATABASE never");
    await cloud.advance(0.2);
    const waiting = await athena.start("CREATE DATABASE later");

    await cloud.restart();
    expect((await athena.getResults(done)).ResultSet?.Rows).to.deep.equal([{ Data: [{ VarCharValue: "lab" }] }]);
    expect(await athena.start("SHOW DATABASES", { ClientRequestToken: "0123456789abcdef0123456789abcdef" })).to.equal(
      done,
    );
    expect((await athena.getExecution(running)).Status).to.deep.include({
      State: "FAILED",
      AthenaError: {
        ErrorCategory: 1,
        ErrorType: 200,
        Retryable: true,
        ErrorMessage: "GENERIC_INTERNAL_ERROR: The lab cloud was stopped while the query was running",
      },
    });
    await cloud.advance(1);
    expect((await athena.getExecution(waiting)).Status?.State).to.equal("SUCCEEDED");
    expect(await athena.readRows("SHOW DATABASES")).to.deep.equal([["lab"], ["later"]]);
    expect((await athena.client.listWorkGroups({})).WorkGroups?.map(({ Name: name }) => name)).to.deep.equal([
      "primary",
      "team",
    ]);
    expect((await athena.client.getNamedQuery({ NamedQueryId: saved })).NamedQuery?.Name).to.equal("q");
  });
});
