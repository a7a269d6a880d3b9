import { expect } from "chai";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { setUpAwsCli } from "./aws-cli";

const SITE =
  process.platform === "win32" ? [".venv", "Lib", "site-packages"] : [".venv", "lib", "python3.12", "site-packages"];

describe("start: the AWS CLI's own files", () => {
  const root = useEmptyFolder();
  beforeEach(() => {
    mkdirSync(join(root, ...SITE), { recursive: true });
    cpSync(join("scripts", "start", "labs_endpoint.py"), join(root, "scripts", "start", "labs_endpoint.py"));
  });

  const readConfig = () => readFileSync(join(root, ".labs", "aws", "config"), "utf8");

  it("name the plugin at the path where the CLI finds it", () => {
    setUpAwsCli(root);
    expect(readConfig()).to.equal("[plugins]\nlabs_endpoint = labs_endpoint\n");
    expect(existsSync(join(root, ...SITE, "labs_endpoint.py"))).to.equal(true);
    expect(readFileSync(join(root, ".labs", "aws", "credentials"), "utf8")).to.equal("");
  });

  it("keep what a learner set with `aws configure`, and name the plugin once", () => {
    mkdirSync(join(root, ".labs", "aws"), { recursive: true });
    writeFileSync(join(root, ".labs", "aws", "config"), "[default]\noutput = table\n");
    setUpAwsCli(root);
    setUpAwsCli(root);
    expect(readConfig()).to.equal("[plugins]\nlabs_endpoint = labs_endpoint\n[default]\noutput = table\n");
  });

  it("explain what to do if the Python environment is incomplete", () => {
    rmSync(join(root, ".venv", ...SITE.slice(1, 3)), { recursive: true });
    if (process.platform !== "win32") expect(() => setUpAwsCli(root)).to.throw("Delete the folder .venv");
  });
});
