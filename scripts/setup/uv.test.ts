import { expect } from "chai";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { skipIf } from "../../cloud/testing/skip";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { installByUv } from "./uv.mjs";

describe("set-up: installing Python packages with uv", () => {
  const root = useEmptyFolder();
  beforeEach(function () {
    skipIf(this, process.platform === "win32" ? "the stand-ins for Python and uv are shell scripts" : undefined);
    mkdirSync(join(root, ".venv"));
  });

  /**
   * A program in place of the environment's Python: it prints pip's settings, and installs a uv that records its
   * arguments.
   */
  function createPython({
    settings = "",
    fetched = 0,
    uv = 0,
  }: { settings?: string; fetched?: number; uv?: number } = {}) {
    const file = join(root, "python");
    const called = join(root, "called");
    writeFileSync(
      file,
      `#!/bin/sh
if [ "$3" = config ]; then echo "${settings}"; exit 0; fi
echo fetched "$@" >> ${called}
[ ${fetched} = 0 ] || exit ${fetched}
while [ "$1" != --target ]; do shift; done
mkdir -p "$2/bin"
printf '#!/bin/sh\\necho uv "$@" cert=$SSL_CERT_FILE >> ${called}\\nmkdir -p "$UV_CACHE_DIR"\\nexit ${uv}\\n' > "$2/bin/uv"
chmod +x "$2/bin/uv"
`,
    );
    chmodSync(file, 0o755);
    return file;
  }
  const listCalled = () => (existsSync(join(root, "called")) ? readFileSync(join(root, "called"), "utf8") : "");
  const install = (program: string, env: NodeJS.ProcessEnv = {}) =>
    installByUv({
      title: "Installing",
      python: program,
      root,
      logs: join(root, "logs"),
      env: { PATH: process.env["PATH"], ...env },
      pipInstall: ["-m", "pip", "install"],
    });

  it("uses a uv of a pinned version, and deletes it afterward with everything it downloaded", async () => {
    const program = createPython();
    expect(await install(program, { PIP_CERT: "/certs.pem" })).to.equal(true);
    expect(listCalled())
      .to.match(/^fetched -m pip install .* uv==[\d.]+$/m)
      .and.to.contain(`uv pip install --python ${program} -r requirements.txt cert=/certs.pem`);
    for (const name of ["uv", "uv-cache"]) expect(existsSync(join(root, ".venv", name)), name).to.equal(false);
  });

  it("falls back to pip if uv can't be downloaded or fails", async () => {
    expect(await install(createPython({ fetched: 1 }))).to.equal(false);
    expect(listCalled()).not.to.match(/^uv/m);
    expect(await install(createPython({ uv: 2 }))).to.equal(false);
    expect(listCalled()).to.match(/^uv/m);
    expect(existsSync(join(root, ".venv", "uv"))).to.equal(false);
  });

  for (const [says, settings, env] of [
    ["in the environment", "", { PIP_INDEX_URL: "http://127.0.0.1:9" }],
    ["in a file of pip's", "global.index-url='http://127.0.0.1:9'", {}],
  ] as const) {
    it(`uses pip, which alone knows these settings, with settings ${says}`, async () => {
      expect(await install(createPython({ settings }), env)).to.equal(false);
      expect(listCalled()).to.equal("");
    });
  }
});
