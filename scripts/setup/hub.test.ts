import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { findHubProblem } from "./hub.mjs";

describe("set-up: JupyterHub's part", () => {
  const root = createTemporaryFolder();
  const hub = { JUPYTERHUB_API_TOKEN: "secret" };
  const createInstalled = (name: string) =>
    mkdirSync(join(root, ".venv", "lib", "python3.11", "site-packages", name), { recursive: true });

  it("is needed only under a hub, until any version of it is installed", () => {
    expect(findHubProblem(root, {})).to.equal(undefined);
    expect(findHubProblem(root, hub), "without an environment").to.equal("the JupyterHub package is not installed yet");
    createInstalled("jupyterlab-4.6.6.dist-info");
    expect(findHubProblem(root, hub)).to.equal("the JupyterHub package is not installed yet");
    createInstalled("jupyterhub-5.3.0.dist-info");
    expect(findHubProblem(root, hub)).to.equal(undefined);
  });
});
