import { pathToFileURL } from "node:url";
import { PARENT_FIRST } from "./class-loading";
import type { FlinkIdentity } from "./identity";

/** The loopback ports of one Flink. */
export interface FlinkPorts {
  /** The port for calls between the three programs. */
  readonly rpc: number;
  /** The job manager's REST API and web page. */
  readonly cluster: number;
  /** The SQL Gateway's REST API. */
  readonly gateway: number;
  /** All other ports, if they must be known beforehand; otherwise each program takes any free ones. */
  readonly fixed?: FixedPorts | undefined;
}

/** Ports of Flink that must only be fixed if it is confined. */
interface FixedPorts {
  /** The port where the job manager serves files. */
  readonly blob: number;
  readonly task: number;
  /** The port where the task manager serves its metrics. */
  readonly taskMetrics: number;
}

/** How many tasks can run at once: a job of parallelism 1 takes one slot. */
export const SLOTS = 8;

interface SettingPaths {
  readonly data: string;
  readonly temporary: string;
  readonly endpoint: string;
  readonly identity: FlinkIdentity | undefined;
}

/**
 * Flink's configuration (nightlies.apache.org/flink/flink-docs-release-1.20, "Configuration"). Each part of the task
 * manager's memory is set here, since Flink's own scripts, which need bash and would compute them, are not used.
 *
 * @param data      an absolute folder for checkpoints and savepoints
 * @param temporary an absolute folder
 * @param endpoint  the address of the lab cloud's S3
 * @param identity  the certificate that all ports ask for; undefined where Flink is confined, so that nobody reaches its ports
 */
export function createSettings(
  ports: FlinkPorts,
  { data, temporary, endpoint, identity }: SettingPaths,
): Readonly<Record<string, string | number | boolean>> {
  const createUrl = (name: string): string => pathToFileURL(`${data}/${name}`).href;
  return {
    ...createNetworkSettings(ports),
    ...(identity === undefined ? {} : createCertificateSettings(identity)),
    ...memory,
    ...patience,
    "io.tmp.dirs": temporary,
    // A job whose task manager is killed continues from its last checkpoint.
    "execution.checkpointing.interval": "5 s",
    "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
    "execution.checkpointing.dir": createUrl("checkpoints"),
    "execution.checkpointing.savepoint-dir": createUrl("savepoints"),
    ...createS3Settings(endpoint),
    "execution.target": "remote",
    "parallelism.default": 1,
    "classloader.parent-first-patterns.default": PARENT_FIRST.join(";"),
    "table.local-time-zone": "UTC",
  };
}

const createNetworkSettings = ({
  rpc,
  cluster,
  gateway,
  fixed,
}: FlinkPorts): Readonly<Record<string, string | number | boolean>> => ({
  "jobmanager.rpc.address": "127.0.0.1",
  "jobmanager.rpc.port": rpc,
  "jobmanager.bind-host": "127.0.0.1",
  "taskmanager.host": "127.0.0.1",
  "taskmanager.bind-host": "127.0.0.1",
  "rest.address": "127.0.0.1",
  "rest.bind-address": "127.0.0.1",
  "rest.port": cluster,
  "rest.bind-port": cluster,
  "sql-gateway.endpoint.rest.address": "127.0.0.1",
  "sql-gateway.endpoint.rest.bind-address": "127.0.0.1",
  "sql-gateway.endpoint.rest.port": gateway,
  "sql-gateway.endpoint.rest.bind-port": gateway,
  ...(fixed === undefined ? {} : { "blob.server.port": fixed.blob, "taskmanager.rpc.port": fixed.task }),
  // By default Flink allows every web page to read its answers, and accepts uploaded programs from any client.
  "web.access-control-allow-origin": "null",
  "web.submit.enable": false,
  "web.cancel.enable": false,
});

/** All ports, between Flink's programs as well as the REST APIs, ask for the certificate, and trust no other. */
const createCertificateSettings = ({
  keyStore,
  password,
}: Pick<FlinkIdentity, "keyStore" | "password">): Readonly<Record<string, string | boolean>> => ({
  "security.ssl.internal.enabled": true,
  "security.ssl.rest.enabled": true,
  "security.ssl.rest.authentication-enabled": true,
  // Flink's default has no forward secrecy, and newer Java versions reject it.
  "security.ssl.algorithms": "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  "security.ssl.keystore": keyStore,
  "security.ssl.keystore-password": password,
  "security.ssl.key-password": password,
  "security.ssl.truststore": keyStore,
  "security.ssl.truststore-password": password,
});

/**
 * Flink's own file system for S3, which the file sink writes to. The keys are those of the environment. Hadoop's
 * defaults, a Kerberos login and AWS session tokens, are switched off: the lab cloud has neither.
 */
const createS3Settings = (endpoint: string): Readonly<Record<string, string | number | boolean>> => ({
  "s3.endpoint": endpoint,
  "s3.path.style.access": true,
  "security.delegation.tokens.enabled": false,
  "security.module.factory.classes": "org.apache.flink.runtime.security.modules.JaasModuleFactory",
  "security.context.factory.classes": "org.apache.flink.runtime.security.contexts.NoOpSecurityContextFactory",
});

const memory: Readonly<Record<string, string | number>> = {
  "taskmanager.numberOfTaskSlots": SLOTS,
  "taskmanager.cpu.cores": 2,
  "taskmanager.memory.framework.heap.size": "64 mb",
  "taskmanager.memory.framework.off-heap.size": "32 mb",
  "taskmanager.memory.task.heap.size": "256 mb",
  "taskmanager.memory.task.off-heap.size": "0 mb",
  "taskmanager.memory.network.min": "48 mb",
  "taskmanager.memory.network.max": "48 mb",
  "taskmanager.memory.managed.size": "64 mb",
  "taskmanager.memory.jvm-metaspace.size": "192 mb",
  "taskmanager.memory.jvm-overhead.min": "64 mb",
  "taskmanager.memory.jvm-overhead.max": "64 mb",
};

/**
 * Short retry intervals: all programs are on one machine, so Flink's default of ten seconds, for networks, is too long.
 */
const patience: Readonly<Record<string, string | number>> = {
  "cluster.registration.initial-timeout": "100 ms",
  "cluster.registration.error-delay": "100 ms",
  "cluster.registration.refused-registration-delay": "100 ms",
  "heartbeat.interval": 1_000,
  "heartbeat.rpc-failure-threshold": 3,
  "restart-strategy.type": "fixed-delay",
  "restart-strategy.fixed-delay.attempts": 5,
  "restart-strategy.fixed-delay.delay": "1 s",
  "sql-gateway.session.idle-timeout": "12 h",
};

/**
 * The log format of a user's program: one line for each message, with level, logger and text separated by tabs. Output
 * of a Python program is not changed. The log of Flink's client itself is off: it would print the program's environment
 * with its keys, and each line of a Python program twice.
 */
export const CLIENT_LOG4J = `rootLogger.level = INFO
rootLogger.appenderRef.console.ref = console
logger.flink.name = org.apache.flink
logger.flink.level = ERROR
logger.client.name = org.apache.flink.client
logger.client.level = OFF
appender.console.name = console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p\\t%c\\t%m%n
`;

/** Flink's logs: two files of at most 10 MB for each program. */
export const LOG4J = `rootLogger.level = INFO
rootLogger.appenderRef.file.ref = file
appender.file.name = file
appender.file.type = RollingFile
appender.file.fileName = \${sys:log.file}
appender.file.filePattern = \${sys:log.file}.%i
appender.file.append = true
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c - %m%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 10MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 1
`;
