import { expect } from "chai";
import { getAddress, type Connection } from "./connection";

const connection: Connection = {
  transport: "tcp",
  ip: "127.0.0.1",
  key: "",
  ports: { shell: 1, control: 2, iopub: 3, stdin: 4, hb: 5 },
};

describe("formatting a socket's address", () => {
  it("formats a TCP port", () => {
    expect(getAddress(connection, "iopub")).to.equal("tcp://127.0.0.1:3");
  });

  it("formats a file for IPC", () => {
    expect(getAddress({ ...connection, transport: "ipc", ip: "/run/kernel" }, "hb")).to.equal("ipc:///run/kernel-5");
  });
});
