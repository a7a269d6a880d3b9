import { expect } from "chai";
import { delimiter, join } from "node:path";
import { createLabEnvironment } from "./environment";

const cloud = {
  endpoint: "http://127.0.0.1:4566",
  region: "us-east-1",
  accessKeyId: "LABSX",
  secretAccessKey: "s",
  token: "t",
};
const from = {
  PATH: ["/usr/bin", "/bin"].join(delimiter),
  HOME: "/home/me",
  AWS_PROFILE: "work",
  AWS_SESSION_TOKEN: "x",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_ENDPOINT_URL_S3: "http://elsewhere.invalid",
  PYTHONPATH: "/other",
  npm_config_yes: "true",
  JUPYTER_CONFIG_DIR: "/home/me/.jupyter",
};

describe("start: the environment of notebooks and terminals", () => {
  const on = createLabEnvironment("/labs", cloud, from);

  it("points every client at the lab cloud", () => {
    expect(on).to.include({
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "LABSX",
      AWS_SECRET_ACCESS_KEY: "s",
      LABS_CLOUD_TOKEN: "t",
    });
  });
  it("removes variables that would point a client elsewhere", () => {
    expect(on).to.not.have.any.keys(
      "AWS_PROFILE",
      "AWS_SESSION_TOKEN",
      "AWS_ENDPOINT_URL_S3",
      "PYTHONPATH",
      "npm_config_yes",
    );
  });
  it("excludes the learner's own AWS and Jupyter files", () => {
    expect(on["AWS_CONFIG_FILE"]).to.equal(join("/labs", ".labs", "aws", "config"));
    expect(on["JUPYTER_CONFIG_DIR"]).to.equal(join("/labs", ".labs", "jupyter", "config"));
  });
  it("puts the project's aws and tsx before any other, once", () => {
    const path = createLabEnvironment("/labs", cloud, on)["PATH"]?.split(delimiter);
    expect(path?.slice(1)).to.deep.equal([join("/labs", "node_modules", ".bin"), "/usr/bin", "/bin"]);
  });
  it("keeps all other variables", () => expect(on).to.include({ HOME: "/home/me" }));

  it("keeps the learner's own profile on AWS, and sets neither endpoint nor keys", () => {
    const aws = createLabEnvironment("/labs", undefined, from);
    expect(aws).to.include({ AWS_PROFILE: "work", AWS_SESSION_TOKEN: "x", LABS_TARGET: "aws" });
    expect(aws).to.not.have.any.keys("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "LABS_CLOUD_TOKEN");
  });
});
