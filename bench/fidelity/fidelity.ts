import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startCloud } from "../../cloud/index";
import { scenarios } from "../../cloud/testing/clients/cases/index";
import type { Case } from "../../cloud/testing/clients/case";
import { createSdkClient } from "../../cloud/testing/clients/sdk-client";
import type { Bench, Row } from "../bench";
import { startRivals, type Contestant } from "../contestants";
import { describeMachine, listVersions } from "../machine";
import { RIVAL_VERSIONS } from "../rivals";
import { askCases, type CaseTarget, type Difference } from "./ask-cases";
import { KINESIS_LOCAL, startKinesisLocal } from "./kinesis-local";
import { renderPage } from "./page";

const OURS = "lab cloud";
const BESIDE = [...RIVAL_VERSIONS, KINESIS_LOCAL];
const CREDENTIALS = { accessKeyId: "testing", secretAccessKey: "testing" };
/** Other clouds take about as long as AWS: each wait for them is a second longer, since the machine may be busy. */
const MORE_SECONDS = 1;

/** The cases of a service, without those in which only the lab cloud refuses what it does not emulate. */
const request = (service: string): readonly Case[] =>
  (scenarios[service] ?? []).filter(({ fault }) => ![fault?.code].flat().includes("NotImplemented"));

type Answers = ReadonlyMap<string, readonly Difference[]>;

/** Asks a cloud the cases of all its services, one service after the other. @returns its answers by service */
async function askAll(cloud: CaseTarget, services: readonly string[]): Promise<Answers> {
  const answers = new Map<string, readonly Difference[]>();
  for (const service of services) answers.set(service, await askCases(cloud, request(service)));
  await cloud.client.close();
  return answers;
}

async function askOurs(): Promise<Answers> {
  const cloud = await startCloud({ port: 0, speed: 0, seed: 1, startAt: "2030-01-01T00:00:00Z" });
  try {
    const wait = (seconds: number): Promise<void> => cloud.clock.advance(seconds);
    return await askAll(
      { name: OURS, client: createSdkClient(cloud, { overHttp1: true }), wait },
      Object.keys(scenarios),
    );
  } finally {
    await cloud.stop();
  }
}

async function askOther({ name, endpoint }: Contestant): Promise<Answers> {
  const client = createSdkClient({ endpoint, region: "us-east-1", credentials: CREDENTIALS }, { overHttp1: true });
  const wait = async (seconds: number): Promise<void> => pause((seconds + MORE_SECONDS) * 1000);
  return askAll({ name, client, wait }, name === "kinesis-local" ? ["kinesis"] : Object.keys(scenarios));
}

/** The lab cloud's own test cases, asked of other local clouds; writes `docs/beside-others.md`. */
export const fidelity: Bench = {
  name: "fidelity",
  does: "the lab cloud's test cases (calls, and what AWS answers) asked of MiniStack, moto and kinesis-local: docs/beside-others.md",
  beside: BESIDE,
  async run(root) {
    const others = [...(await startRivals(root)), await startKinesisLocal(root)];
    const all = new Map<string, Answers>();
    try {
      all.set(OURS, await askOurs());
      const original = await Promise.all(
        others.map(async (contestant) => [contestant.name, await askOther(contestant)] as const),
      );
      for (const [name, answers] of original) all.set(name, answers);
    } finally {
      await Promise.all(others.map((contestant) => contestant.stop()));
    }
    const services = Object.keys(scenarios).map((service) => ({
      service,
      cases: request(service),
      answers: new Map(
        [...all].flatMap(([name, answers]) => {
          const has = answers.get(service);
          return has === undefined ? [] : [[name, has] as const];
        }),
      ),
    }));
    const versions = [...listVersions(), ...BESIDE];
    const date = new Date().toISOString().slice(0, 10);
    const text = renderPage({ date, machine: describeMachine(), versions, clouds: [...all.keys()], services });
    writeFileSync(join(root, "docs", "beside-others.md"), text);
    return [...all].map(([name, answers]): Row => {
      const found = [...answers.values()].flat();
      const same = found.filter((item) => item === undefined).length;
      const goal = name === OURS ? { goal: { atLeast: found.length } } : {};
      return { what: `${name}: as AWS answers, of ${found.length}`, unit: "", values: [same], ...goal };
    });
  },
};
