/** What `npm start -- --help` says. It is JavaScript, so that nothing needs to be installed for it; `test/e2e/clean-install.test.ts` compares it with the options. */
export const HELP = `Starts the lab cloud and JupyterLab, and opens the browser. Ctrl-C ends both.

Usage: npm start -- [--port N] [--cloud-port N] [--no-browser] [--install] [--yes] [--account ID]

  --port N        JupyterLab's port (default: the first free one from 8888)
  --cloud-port N  the lab cloud's port (default: the first free one from 4566)
  --no-browser    print the JupyterLab address instead of opening a browser
  --install       install what is missing, but start nothing
  --yes           on AWS: skip the confirmation prompt
  --account ID    on AWS: the account you expect to use (default: LABS_AWS_ACCOUNT)
  -h, --help      show this help`;
