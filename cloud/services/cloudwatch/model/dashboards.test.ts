import { expect } from "chai";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";

const BODY = JSON.stringify({
  widgets: [{ type: "text", x: 0, y: 0, width: 6, height: 2, properties: { markdown: "Trips" } }],
});

describe("CloudWatch dashboards", () => {
  const cloud = useCloud();
  const put = (DashboardName: string, DashboardBody = BODY) =>
    cloud.cloudwatch.putDashboard({ DashboardName, DashboardBody });
  const remove = (...DashboardNames: string[]) => cloud.cloudwatch.deleteDashboards({ DashboardNames });
  const list = async () => (await cloud.cloudwatch.listDashboards({})).DashboardEntries ?? [];
  const listNames = async () => (await list()).map(({ DashboardName }) => DashboardName);

  it("are created or replaced completely by one call", async () => {
    expect((await put("shop", "{}")).DashboardValidationMessages).to.deep.equal([]);
    await put("shop");
    expect(await list()).to.deep.equal([
      {
        DashboardName: "shop",
        DashboardArn: "arn:aws:cloudwatch::000000000000:dashboard/shop",
        LastModified: new Date(START),
        Size: BODY.length + 37,
      },
    ]);
    const found = await cloud.cloudwatch.getDashboard({ DashboardName: "shop" });
    expect(found).to.include({ DashboardBody: BODY });
  });

  // Examples of the AWS CLI, 2024-10-11 (cloudwatch get-dashboard, cloudwatch list-dashboards).
  it("have the size that AWS lists, without the blanks of their JSON", async () => {
    const metrics = [
      ["AWS/EC2", "NetworkIn", "InstanceId", "i-0131f062232ade043"],
      [".", "NetworkOut", ".", "."],
    ];
    const properties = { view: "timeSeries", stacked: false, metrics, region: "us-east-1" };
    const widgets = [{ type: "metric", x: 0, y: 0, width: 6, height: 6, properties }];
    for (const blanks of [0, 2]) {
      await put("Dashboard-A", JSON.stringify({ widgets }, undefined, blanks));
      expect((await list())[0]).to.include({ Size: 271 });
    }
  });

  it("are rejected with a body that isn't a JSON object, and with an invalid name", async () => {
    for (const body of ["{", "[]", "null", '"text"'])
      expect(await catchFault(put("shop", body)), body).to.include({
        name: "DashboardInvalidInputError",
        message: "The field DashboardBody must be a valid JSON object",
      });
    expect(await catchFault(put("My shop"))).to.include({
      name: "InvalidParameterValueException",
      message:
        "The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).\n",
    });
    expect(await catchFault(put("x".repeat(256)))).to.include({ name: "ValidationException" });
    expect(await listNames()).to.deep.equal([]);
  });

  it("are deleted up to the first missing one, which the error names (SVC-040)", async () => {
    for (const name of ["a", "b", "c"]) await put(name);
    await remove("c");
    expect(await listNames()).to.deep.equal(["a", "b"]);
    expect(await catchFault(remove("none", "a"))).to.include({
      name: "ResourceNotFound", // the SDK names the error by its code in the query protocol
      message: "Dashboard none does not exist",
    });
    expect(await listNames()).to.deep.equal(["b"]);
    const removed = cloud.cloudwatch.getDashboard({ DashboardName: "a" });
    expect(await catchFault(removed)).to.include({ name: "ResourceNotFound" });
    expect(await catchFault(remove(...Array.from({ length: 101 }, () => "b")))).to.include({
      name: "ValidationException",
    });
    expect(await listNames()).to.deep.equal(["b"]);
  });
});
