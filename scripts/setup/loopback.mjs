// A proxy for the world outside must not be asked for this machine's own address. Node itself asks one where NODE_USE_ENV_PROXY is set
// (from version 24 on), the AWS CLI and pip ask one always. What is started from here takes the setting over.

/** @param {string | undefined} hosts as in NO_PROXY @returns {string} the same with this machine among them */
export function withLoopback(hosts) {
  const known = (hosts ?? "").split(",").filter((host) => host !== "");
  return known.includes("127.0.0.1") ? known.join(",") : [...known, "127.0.0.1"].join(",");
}

for (const name of ["NO_PROXY", "no_proxy"]) process.env[name] = withLoopback(process.env[name]);
