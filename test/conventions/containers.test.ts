import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";

const ROOT = join(import.meta.dirname, "..", "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
// The border: npm's own file.
const { scripts, engines } = JSON.parse(read("package.json")) as {
  scripts: Record<string, string>;
  engines: { node: string };
};
/** The npm scripts that a text calls. */
const findCalled = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run )?(\w+)/g)].flatMap(([, name = ""]) => (name === "cache" ? [] : [name]));

describe("the dev container", () => {
  // The border: a file of this project, checked against the published schema when it was written.
  const container = JSON.parse(read(".devcontainer/devcontainer.json")) as {
    image: string;
    features: Record<string, unknown>;
    postCreateCommand: string;
    forwardPorts: readonly number[];
  };

  it("has a supported version of Node, and Python beside it", () => {
    const [, node = 0] = /javascript-node:(\d+)-/.exec(container.image) ?? [];
    const [, min = Infinity] = /^>=(\d+)\./.exec(engines.node) ?? [];
    expect(Number(node)).to.be.greaterThan(Number(min));
    expect(Object.keys(container.features).join()).to.include("/features/python:");
  });
  it("calls existing commands, and forwards JupyterLab's port", () => {
    expect(findCalled(container.postCreateCommand)).to.deep.equal(["start"]);
    expect(container.postCreateCommand).to.equal("npm start -- --install");
    expect(scripts).to.include.keys("start");
    expect(read("scripts/start/bring-up.ts")).to.include(`JUPYTER_PORT = ${container.forwardPorts[0]};`);
  });
});

describe("Binder", () => {
  it("uses the Node and Python of conda users, and calls existing commands", () => {
    const readNodeVersion = (path: string) =>
      (parse(read(path)) as { dependencies: readonly string[] }).dependencies.find((name) => name.startsWith("nodejs"));
    expect(readNodeVersion("binder/environment.yml")).to.equal(readNodeVersion("environment.yml"));
    // repo2docker takes the version of Python only as x.y, and has a base environment for each.
    expect(read("binder/environment.yml")).to.match(/- python=3\.1[0-4]\n/);
    expect(findCalled(read("binder/postBuild"))).to.deep.equal(["start"]);
    expect(read("binder/postBuild")).to.include("npm start -- --install\n");
  });

  it("starts the labs in place of its Jupyter server, and anything else unchanged", function () {
    skipIf(this, process.platform === "win32" ? "Binder's images are Linux" : undefined);
    const folder = createTemporaryFolder();
    writeFileSync(join(folder, "node"), '#!/bin/sh\npwd\necho "$@"\nprintenv JUPYTER_SERVER_ARGUMENTS\n');
    chmodSync(join(folder, "node"), 0o755);
    const start = (...args: string[]): string =>
      execFileSync(join(ROOT, "binder", "start"), args, {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: [folder, process.env["PATH"]].join(delimiter) },
      });
    expect(start("jupyter-lab", "--ip=0.0.0.0", "--ServerApp.token=a b").split("\n")).to.deep.equal([
      ROOT,
      "scripts/start.mjs --no-browser",
      ...["jupyter-lab", "--ip=0.0.0.0", "--ServerApp.token=a b", ""],
    ]);
    expect(start("echo", "a", "b c")).to.equal("a b c\n");
  });
});
