import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { requestRaw } from "./testing/raw-request";
import { useBucket } from "./testing/use-upload";

describe("S3 in the console", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);

  it("shows buckets, and the first objects of each, whatever their names", async () => {
    for (let at = 0; at < 201; at++) await bucket.put(`k${String(at).padStart(3, "0")}`, "1");
    await bucket.put("<script>", "1");
    const { text } = await requestRaw(cloud.running.endpoint, { path: "/console/tables" });
    expect(text)
      .to.contain("Objects in trips (the first 200 of 202)")
      .and.contain("2030-01-01 00:00:00 UTC")
      .and.contain("k198");
    expect(text).to.contain("&lt;script&gt;").and.not.contain("<script>");
  });
});
