import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { connect } from "node:net";
import { dirname } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { openDoorbell } from "./cloud-doorbell";

describe("the server that replaces a cloud until it is called", () => {
  for (const isConfined of [true, false])
    it(`reports a call, answers nothing, and ends with the run, ${isConfined ? "confined" : "unconfined"}`, async function () {
      skipIf(this, isConfined && process.platform === "win32" ? "no sandbox runs there" : undefined);
      const bell = await openDoorbell({ isConfined }, "eu-west-1");
      const { endpoint, socket, region, credentials } = bell.cloud;
      const { hostname, port } = new URL(endpoint);
      expect([hostname, port === "", region]).to.deep.equal(["127.0.0.1", isConfined, "eu-west-1"]);
      expect(credentials).to.deep.equal({ accessKeyId: "none", secretAccessKey: "none" });
      // A sandbox runs as another user.
      if (isConfined) expect(statSync(socket).mode & 0o777).to.equal(0o666);
      expect(bell.hasRung()).to.equal(false);
      const call = () => (isConfined ? connect(socket) : connect(Number(port), hostname));
      const heard: unknown[] = [];
      const caller = call().on("data", (data) => heard.push(data));
      await Promise.all([bell.rung, once(caller, "close")]);
      expect([bell.hasRung(), heard]).to.deep.equal([true, []]);
      bell.close();
      expect(existsSync(dirname(socket))).to.equal(false);
      const [error] = (await once(call(), "error")) as [NodeJS.ErrnoException];
      expect(error.code).to.be.oneOf(["ENOENT", "ECONNREFUSED"]);
    });
});
