import { cbor } from "@smithy/core/cbor";
import { expect } from "chai";
import { catchFault, START, useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";

describe("CloudWatch in Smithy's CBOR (SVC-023)", () => {
  const cloud = useCloud();
  const call = async (
    operation: string,
    input: object,
  ): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> => {
    const reply = await fetch(
      `${cloud.running.endpoint}/service/GraniteServiceVersion20100801/operation/${operation}`,
      {
        method: "POST",
        headers: { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor", accept: "application/cbor" },
        body: Buffer.from(cbor.serialize(input)),
      },
    );
    return {
      status: reply.status,
      headers: reply.headers,
      body: cbor.deserialize(new Uint8Array(await reply.arrayBuffer())),
    };
  };

  it("returns its response with the protocol's own header", async () => {
    await cloud.cloudwatch.putMetricData({
      Namespace: "Lab",
      MetricData: [{ MetricName: "Trips", Value: 4, Timestamp: new Date(START) }],
    });
    const { status, headers, body } = await call("ListMetrics", { Namespace: "Lab" });
    expect([status, headers.get("smithy-protocol")]).to.deep.equal([200, "rpc-v2-cbor"]);
    expect(body).to.deep.equal({ Metrics: [{ Namespace: "Lab", MetricName: "Trips", Dimensions: [] }] });
  });

  it("encodes faults in CBOR", async () => {
    const { status, body } = await call("PutMetricData", { Namespace: "Lab", MetricData: [{ MetricName: "a" }] });
    expect(status).to.equal(400);
    expect(body["__type"]).to.match(/MissingRequiredParameterException$/);
  });
});

const BOTO3 = `
import boto3, datetime, json
cloudwatch = boto3.client("cloudwatch")
cloudwatch.put_metric_data(Namespace="Lab", MetricData=[{"MetricName": "Trips", "Value": 4}, {"MetricName": "Trips", "Value": 1}])
now = datetime.datetime.now(datetime.timezone.utc)
query = {"Id": "q", "MetricStat": {"Metric": {"Namespace": "Lab", "MetricName": "Trips"}, "Period": 3600, "Stat": "Sum"}}
window = {"StartTime": now - datetime.timedelta(hours=2), "EndTime": now + datetime.timedelta(hours=2)}
[found] = cloudwatch.get_metric_data(MetricDataQueries=[query], **window)["MetricDataResults"]
query["MetricStat"]["Metric"]["MetricName"] = "None"
[nothing] = cloudwatch.get_metric_data(MetricDataQueries=[query], **window)["MetricDataResults"]
print(json.dumps({"values": sum(found["Values"]), "status": nothing["StatusCode"], "nothing": nothing["Values"]}))
`;

describe("CloudWatch metrics through boto3", function () {
  needVenv();
  const cloud = useCloud({ keys: "own", speed: 1, startAt: undefined });

  it("store and return values, and nothing for an unknown metric (SVC-023)", async () => {
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal({ values: 5, status: "Complete", nothing: [] });
  });
});

describe("CloudWatch periods", () => {
  const cloud = useCloud();
  const ask = (Period: number) =>
    cloud.cloudwatch.getMetricStatistics({
      Namespace: "Lab",
      MetricName: "Trips",
      StartTime: new Date(START),
      EndTime: new Date(Date.parse(START) + 600_000),
      Period,
      Statistics: ["Sum"],
    });

  it("can be 1, 5, 10 or 30 seconds, or whole minutes (SVC-022)", async () => {
    for (const period of [1, 5, 10, 30, 60, 120, 3600]) expect((await ask(period)).Datapoints).to.deep.equal([]);
    for (const period of [2, 15, 45, 61, 90])
      expect(await catchFault(ask(period)), String(period)).to.include({ name: "InvalidParameterValueException" });
  });
});
