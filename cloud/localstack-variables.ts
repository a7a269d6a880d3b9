/**
 * LocalStack's variables that projects set for its container, and what to do instead. Variables of LocalStack's clients,
 * such as `LOCALSTACK_HOST` for `awslocal`, name an address: they work unchanged, and are left out.
 */
const INSTEAD: Readonly<Record<string, string>> = {
  ACTIVATE_PRO: "the lab cloud has no paid edition; see COVERAGE.md for what it emulates",
  DATA_DIR: "use --data DIR",
  EDGE_PORT: "use --port",
  GATEWAY_LISTEN: "use --port; the lab cloud listens on 127.0.0.1 only",
  KINESIS_ERROR_PROBABILITY: "plan a fault with POST /_lab/faults",
  LAMBDA_EXECUTOR: "use --allow-code; functions run as processes of yours, without Docker",
  LAMBDA_RUNTIME_EXECUTOR: "use --allow-code; functions run as processes of yours, without Docker",
  LOCALSTACK_API_KEY: "the lab cloud needs no account",
  LOCALSTACK_AUTH_TOKEN: "the lab cloud needs no account",
  PERSISTENCE: "use --data DIR",
  SERVICES: "all services always run",
  SQS_ENDPOINT_STRATEGY: "queue URLs have the host and port of the request that asks for them",
  USE_SSL: "use --tls-port",
};

/**
 * Explains which of LocalStack's variables have no effect here.
 *
 * @param env the variables of the process; each name may also have the prefix `LOCALSTACK_`
 * @returns   one line for each, empty if there are none
 */
export const explainLocalStackVariables = (env: NodeJS.ProcessEnv): readonly string[] =>
  Object.entries(INSTEAD).flatMap(([name, instead]) =>
    [...new Set([name, `LOCALSTACK_${name}`])]
      .filter((variable) => env[variable] !== undefined)
      .map((variable) => `${variable} is LocalStack's and has no effect here: ${instead}.`),
  );
