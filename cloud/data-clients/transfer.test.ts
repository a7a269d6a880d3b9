import { expect } from "chai";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { needDataClients, runDataClient } from "../testing/data-clients";
import { useCloud } from "../testing/use-cloud";

describe("boto3's transfer manager, presigned URLs and forms", () => {
  before(function () {
    needDataClients(this);
  });
  const cloud = useCloud({ keys: "own", speed: 1, startAt: undefined });
  const folder = createTemporaryFolder();
  /** By either version of the signature. */
  const signed = {
    put: [200, ""],
    "another type": [403, "SignatureDoesNotMatch"],
    get: [200, "presigned"],
    "as a download": 'attachment; filename="a b"',
    range: [206, "pre"],
    changed: [403, "SignatureDoesNotMatch"],
    listed: 200,
    deleted: [204, ""],
    parts: true,
    form: [201, "forms/trip.txt", { color: "red" }],
    "too large": [400, "EntityTooLarge"],
    "not as the policy says": [403, "AccessDenied"],
  };

  it("transfer in parts, by URL and by form, and are rejected if altered", async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    expect(await runDataClient("transfer_client.py", [folder], cloud.running)).to.deep.equal({
      transfer: [true, true, { color: "red" }, '-3"', "-3"],
      copied: true,
      // The time of the end is in the past. Version 4 has a duration instead, which is negative.
      v2: { ...signed, late: [403, "AccessDenied"] },
      v4: { ...signed, late: [400, "AuthorizationQueryParametersError"] },
    });
  });
});
