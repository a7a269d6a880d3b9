import { expect } from "chai";
import { readHub } from "./hub";

/** The environment that JupyterHub 6.1.1 gave to a server, except for the addresses of the hub. */
const GIVEN = {
  JUPYTERHUB_API_TOKEN: "secret",
  JUPYTERHUB_SERVICE_PREFIX: "/user/ann/",
  JUPYTERHUB_SERVICE_URL: "http://127.0.0.1:39615/user/ann/",
};
const catchRefusal = (env: NodeJS.ProcessEnv): string => {
  try {
    return JSON.stringify(readHub(env));
  } catch (error) {
    return String(error);
  }
};

describe("start: detecting the hub that started this process", () => {
  it("finds none without its token", () => {
    expect(readHub({ JUPYTERHUB_HOST: "", HOME: "/home/ann" })).to.equal(undefined);
  });
  it("returns where to listen, under which path, and passes on its own variables only", () => {
    expect(readHub({ ...GIVEN, HOME: "/home/ann" })).to.deep.equal({
      ...{ ip: "127.0.0.1", port: 39615, prefix: "/user/ann/", token: "secret", asksHub: true },
      variables: GIVEN,
    });
  });
  it("accepts all addresses of a container, or an unset port", () => {
    expect(readHub({ ...GIVEN, JUPYTERHUB_SERVICE_URL: "http://:8888/user/ann/" })).to.include({
      ip: "0.0.0.0",
      port: 8888,
    });
    expect(readHub({ ...GIVEN, JUPYTERHUB_SERVICE_URL: "http://10.0.0.7/user/ann/" })).to.include({ port: 80 });
  });
  it("recognizes Binder, which passes arguments: only its token gives access", () => {
    // As BinderHub's BinderSpawnerMixin writes the arguments, without its authentication.
    const words = ["--ip=0.0.0.0", "--port=8888", "--NotebookApp.base_url=/user/x-1/", "--NotebookApp.token=open"];
    const parseNamed = (args: readonly string[]) => ({ ...GIVEN, JUPYTER_SERVER_ARGUMENTS: args.join("\n") });
    const binder = { ip: "0.0.0.0", port: 8888, prefix: "/user/x-1/", token: "open", asksHub: false, variables: {} };
    expect(readHub(parseNamed(["jupyter-notebook", ...words]))).to.deep.equal(binder);
    const newer = words.map((word) => word.replace("NotebookApp", "ServerApp"));
    expect(readHub(parseNamed([...words, ...newer]))).to.deep.equal(binder);
    // With BinderHub's authentication the hub logs people in.
    expect(readHub(parseNamed(["jupyterhub-singleuser", "--ip=0.0.0.0", "--port=8888"]))).to.include({ asksHub: true });
    // The arguments that repo2docker itself starts an image with.
    const alone = readHub({
      JUPYTER_SERVER_ARGUMENTS: "jupyter\nlab\n--ip\n0.0.0.0\n--port\n8889\n--ServerApp.token=",
    });
    expect(alone).to.include({ ip: "0.0.0.0", port: 8889, prefix: "/" });
    expect(alone?.token).to.have.length.greaterThan(20);
  });
  it("reports what is missing if its variables are incomplete", () => {
    for (const cut of ["JUPYTERHUB_SERVICE_URL", "JUPYTERHUB_SERVICE_PREFIX"])
      expect(catchRefusal({ ...GIVEN, [cut]: undefined })).to.match(
        new RegExp(`${cut} is "".*remove JUPYTERHUB_API_TOKEN from the environment`),
      );
  });
});
