import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { temporaryFolder } from "../../test/temporary-folder";
import { hubProblem } from "./hub.mjs";

describe("set-up: JupyterHub's part", () => {
  const root = temporaryFolder();
  const hub = { JUPYTERHUB_API_TOKEN: "secret" };
  const installed = (name: string) =>
    mkdirSync(join(root, ".venv", "lib", "python3.11", "site-packages", name), { recursive: true });

  it("is wanted under a hub alone, until it is there in any version", () => {
    expect(hubProblem(root, {})).to.equal(undefined);
    expect(hubProblem(root, hub), "without an environment").to.equal("JupyterHub's part is not there yet");
    installed("jupyterlab-4.6.6.dist-info");
    expect(hubProblem(root, hub)).to.equal("JupyterHub's part is not there yet");
    installed("jupyterhub-5.3.0.dist-info");
    expect(hubProblem(root, hub)).to.equal(undefined);
  });
});
