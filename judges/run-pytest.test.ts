import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "../cloud/testing/skip";
import { createTemporaryFolder } from "../cloud/testing/temporary-folder";
import { root } from "../cloud/testing/venv";
import { useJudgedCloud } from "./judge";
import { runPytest } from "./run-pytest";

/** An environment with pytest: of the tests' data clients, or of a judge. */
const PYTHON = ["data-clients", join("judges", "localstack"), join("judges", "ceph")]
  .map((name) => join(root, ".labs", name, "bin", "python"))
  .find((path) => existsSync(path));

const SUITE = `
import os, urllib.error, urllib.request
import pytest

def call(target):
    headers = {"x-amz-target": target, "content-type": "application/x-amz-json-1.1"}
    try:
        urllib.request.urlopen(urllib.request.Request(os.environ["CLOUD"], b"{}", headers))
    except urllib.error.HTTPError:
        pass

@pytest.fixture(scope="module", autouse=True)
def module():
    yield
    call("DynamoDB_20120810.ListTables")

@pytest.fixture
def resource():
    call("Kinesis_20131202.DescribeStream")
    yield
    call("DynamoDB_20120810.ListTables")

def test_first(resource):
    call("Kinesis_20131202.Fly")
    call("Kinesis_20131202.ListStreams")
    assert False, "first"

def test_second():
    call("Kinesis_20131202.Fly")
`;

describe("a suite's run with pytest", () => {
  const folder = createTemporaryFolder();

  it("assigns the lab cloud's faults to the tests that met them, while the cloud's clock stands still", async function () {
    skipIf(this, PYTHON === undefined ? (LEFT_TO_CI ?? "pytest is in none of the environments in .labs") : undefined);
    writeFileSync(join(folder, "test_a.py"), SUITE);
    writeFileSync(join(folder, "test_b.py"), "def test_third():\n    assert False, 'third'\n");
    const tests = await useJudgedCloud({ keys: "any", speed: 0 }, undefined, (context) =>
      runPytest(
        {
          ...{ python: PYTHON ?? "", folder, args: ["."], seconds: 60, secondsPerTest: 30, leaveOut: [] },
          environment: { CLOUD: `${context.endpoint}/` },
        },
        context,
      ),
    );
    expect(tests.map(({ name, outcome, codes }) => [name, outcome, codes])).to.deep.equal([
      ["test_a.py::test_first", "failed", ["InvalidArgumentException", "UnknownOperationException"]],
      ["test_a.py::test_second", "passed", ["UnknownOperationException"]],
      ["test_b.py::test_third", "failed", []],
    ]);
  });
});
