import { cdk } from "./cdk/cdk";
import { ceph } from "./ceph";
import { dbt } from "./dbt/dbt";
import { eventRuler, filters } from "./filters";
import { flinkExamples } from "./flink-examples";
import { javaClients } from "./java-clients/java-clients";
import { jq } from "./jq";
import type { Judge } from "./judge";
import { localstack } from "./localstack";
import { parquet } from "./parquet";
import { recordedXml } from "./recorded-xml";
import { s3mock } from "./s3mock";
import { sampleEvents } from "./sample-events";
import { signatures } from "./signatures";
import { wires } from "./wires";

/** All judges, in the order of the page. */
export const JUDGES: readonly Judge[] = [
  cdk,
  ceph,
  dbt,
  eventRuler,
  filters,
  flinkExamples,
  javaClients,
  jq,
  ...localstack,
  parquet,
  recordedXml,
  s3mock,
  ...sampleEvents,
  signatures,
  wires,
];
