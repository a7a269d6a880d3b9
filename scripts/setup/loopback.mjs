// Requests to this machine's own address must not go through a proxy for the internet. Node uses a proxy if NODE_USE_ENV_PROXY is set
// (from version 24 on); the AWS CLI and pip always do. Processes started from here inherit the setting.

/**
 * @param {string | undefined} hosts as in NO_PROXY
 * @returns {string} the same list with this machine's addresses added
 */
export function addLoopback(hosts) {
  const known = (hosts ?? "").split(",").filter((host) => host !== "");
  return known.includes("127.0.0.1") ? known.join(",") : [...known, "127.0.0.1"].join(",");
}

for (const name of ["NO_PROXY", "no_proxy"]) process.env[name] = addLoopback(process.env[name]);
