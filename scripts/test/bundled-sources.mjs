import { register } from "node:module";

/*
 * For Node's option `--import`, in a job that runs from a bundle of tests: leads imports of TypeScript sources by paths that are computed
 * at run time to the bundle, where these sources share their modules with the tests.
 */
const folder = process.env["LABS_TEST_BUNDLE"];
if (folder !== undefined)
  register("./bundled-sources-hooks.mjs", { parentURL: import.meta.url, data: { root: process.cwd(), folder } });
