import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { choosePort } from "./ports";

describe("start: choosing a port", () => {
  const taken = createServer();
  let port = 0;
  before(async () => {
    taken.listen(0, "127.0.0.1");
    await once(taken, "listening");
    port = (taken.address() as AddressInfo).port;
  });
  after(() => taken.close());
  const createWish = (expected: number | undefined) =>
    choosePort({ requested: expected, first: port, option: "--port", what: "JupyterLab" });

  it("uses the next free port if none was requested", async () => {
    expect(await createWish(undefined)).to.be.greaterThan(port);
  });
  it("skips a port that another start has chosen and doesn't listen on yet, unless it was requested", async () => {
    const program = `import { choosePort } from "./scripts/start/ports";
      console.log(await choosePort({ wanted: undefined, first: ${port}, option: "--port", what: "JupyterLab" }));
      process.stdin.resume();`;
    const other = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program]);
    const [chosen] = (await once(other.stdout, "data")) as [Buffer];
    expect(await createWish(undefined)).to.not.equal(Number(chosen));
    expect(await createWish(Number(chosen))).to.equal(Number(chosen));
    const ended = once(other, "close");
    other.kill("SIGKILL");
    await ended;
  });
  it("refuses a requested port that is in use, and explains in one line what to do", async () => {
    const refused = await createWish(port).catch((error: unknown) => error);
    expect(refused).to.have.property("name", "Failure");
    expect(refused)
      .to.have.property("message")
      .that.matches(new RegExp(`^Port ${port} for JupyterLab is in use .*npm start -- --port ${port + 1}.*$`));
  });
  it("uses a requested port that is free", async () => {
    const free = await createWish(undefined);
    expect(await createWish(free)).to.equal(free);
  });
});
