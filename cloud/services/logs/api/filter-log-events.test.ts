import type { FilterLogEventsCommandInput } from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

describe("Logs FilterLogEvents", () => {
  const cloud = useCloud();
  let start: number;
  beforeEach(async () => {
    start = cloud.running.clock.now();
    await cloud.logs.createLogGroup({ logGroupName: "g" });
    for (const stream of ["app-1", "app-2", "web"])
      await cloud.logs.createLogStream({ logGroupName: "g", logStreamName: stream });
    await put("app-1", [1, "ERROR one"], [4, "fine"]);
    await put("app-2", [2, "ERROR two"], [3, "WARN three"]);
    await put("web", [5, "ERROR five"]);
  });
  const put = (
    logStreamName: string,
    ...events: readonly (readonly [at: number, message: string])[]
  ): Promise<unknown> =>
    cloud.logs.putLogEvents({
      logGroupName: "g",
      logStreamName,
      logEvents: events.map(([at, message]) => ({ timestamp: start + at, message })),
    });
  const filter = async (
    request: Partial<FilterLogEventsCommandInput> = {},
  ): Promise<{ found: string[]; nextToken: string | undefined }> => {
    const { events = [], nextToken } = await cloud.logs.filterLogEvents({ logGroupName: "g", ...request });
    return { found: events.map(({ logStreamName, message }) => `${logStreamName}: ${message}`), nextToken };
  };

  it("returns all streams' events in order of time", async () => {
    expect((await filter()).found).to.deep.equal([
      "app-1: ERROR one",
      "app-2: ERROR two",
      "app-2: WARN three",
      "app-1: fine",
      "web: ERROR five",
    ]);
  });
  it("filters by pattern, by stream name or prefix, and by time", async () => {
    expect((await filter({ filterPattern: "ERROR" })).found).to.have.lengthOf(3);
    expect((await filter({ filterPattern: "ERROR", logStreamNamePrefix: "app" })).found).to.deep.equal([
      "app-1: ERROR one",
      "app-2: ERROR two",
    ]);
    expect((await filter({ logStreamNames: ["web"], startTime: start + 5 })).found).to.deep.equal(["web: ERROR five"]);
    expect((await filter({ endTime: start + 2 })).found).to.deep.equal(["app-1: ERROR one"]);
  });
  it("pages through matching events", async () => {
    const first = await filter({ filterPattern: "ERROR", limit: 2 });
    const second = await filter({ filterPattern: "ERROR", limit: 2, nextToken: first.nextToken });
    expect([...first.found, ...second.found]).to.deep.equal([
      "app-1: ERROR one",
      "app-2: ERROR two",
      "web: ERROR five",
    ]);
    expect(second.nextToken).to.equal(undefined);
  });
  it("supports patterns of JSON, of fields and of regular expressions", async () => {
    await put(
      "web",
      [6, '{"level": "ERROR", "latency": 12}'],
      [7, '{"level": "ERROR", "latency": 9}'],
      [8, 'GET "/a page" 404'],
      [9, "GET /page 200"],
    );
    const readFound = async (filterPattern: string): Promise<string[]> =>
      (await filter({ filterPattern, startTime: start + 6 })).found;
    expect(await readFound('{ $.level = "ERROR" && $.latency > 10 }')).to.deep.equal([
      'web: {"level": "ERROR", "latency": 12}',
    ]);
    expect(await readFound('[method, page = "*/a*", status = 4*]')).to.deep.equal(['web: GET "/a page" 404']);
    expect(await readFound("%[24]0[04]$%")).to.deep.equal(['web: GET "/a page" 404', "web: GET /page 200"]);
    expect((await filter({ filterPattern: "{ $.level = ERROR }", limit: 1 })).nextToken).to.match(/^\d{56}$/);
  });
  it("rejects names with a prefix, an unknown stream, and invalid patterns", async () => {
    expect(await catchFault(filter({ logStreamNames: ["web"], logStreamNamePrefix: "w" }))).to.include({
      name: "InvalidParameterException",
    });
    expect(await catchFault(filter({ logStreamNames: ["none"] }))).to.include({ name: "ResourceNotFoundException" });
    expect(await catchFault(filter({ filterPattern: "{ $.level == 1 }" }))).to.include({
      name: "InvalidParameterException",
      message: "Invalid filter pattern",
    });
    expect(await catchFault(filter({ filterPattern: "{ $.level = 1" }))).to.include({
      name: "InvalidParameterException",
      message: "If a filter pattern starts with '{' it must end with '}'",
    });
  });
});
