import { setTimeout as pause } from "node:timers/promises";
import type { Json } from "../kernel/jupyter/message";
import { listPublished, type KernelClient } from "../kernel/testing/kernel-client";

/** The same short pieces of code in a kernel's language. */
export interface FeatureCode {
  readonly declare: string;
  /** Uses what `declare` declares as a value of another type. */
  readonly wrongType: string;
  /** Text that is not closed, over several lines. */
  readonly open: string;
  readonly invalid: string;
  readonly ask: string;
}

/** How long a kernel may leave a message without an answer that it does not know. */
const MAX_MS = 20_000;

type Probe = (client: KernelClient, code: FeatureCode) => Promise<boolean>;

const ask = async (client: KernelClient, type: string, content: Json = {}): Promise<Json> =>
  (await client.ask(type, content).reply).content;

/** Whether a kernel has each feature: what a client asks, and the answer that counts. */
const PROBES: Readonly<Record<string, Probe>> = {
  "the last expression is an execute_result": async (client) => {
    const ran = client.run("1 + 1");
    await ran.done;
    return listPublished(ran, "execute_result").length === 1;
  },
  "code with an open text is incomplete": async (client, { open }) =>
    (await ask(client, "is_complete_request", { code: open }))["status"] === "incomplete",
  "code that can never run is invalid": async (client, { invalid }) =>
    (await ask(client, "is_complete_request", { code: invalid }))["status"] === "invalid",
  "types are checked across cells": async (client, { declare, wrongType }) => {
    await client.run(declare).done;
    return (await client.run(wrongType).done).content["status"] === "error";
  },
  "names of a changed cell leave": async (client, { declare }) => {
    await client.run(declare.replace("width", "leaving"), { cellId: "a" }).done;
    await client.run(declare, { cellId: "a" }).done;
    const { matches } = await ask(client, "complete_request", { code: "leavi", cursor_pos: 5 });
    return Array.isArray(matches) && matches.length === 0;
  },
  "completion shows kinds": async (client, { declare }) => {
    await client.run(declare).done;
    const { metadata } = await ask(client, "complete_request", { code: "widt", cursor_pos: 4 });
    return JSON.stringify(metadata ?? {}).includes('"type"');
  },
  "inspection shows a name": async (client, { declare }) => {
    await client.run(declare).done;
    return (await ask(client, "inspect_request", { code: "width", cursor_pos: 2, detail_level: 0 }))["found"] === true;
  },
  "history lists cells": async (client, { declare }) => {
    await client.run(declare).done;
    const range = { hist_access_type: "tail", n: 1, output: false, raw: true };
    const { history } = await ask(client, "history_request", range);
    return Array.isArray(history) && history.length > 0;
  },
  "comms are listed": async (client) => "comms" in (await ask(client, "comm_info_request")),
  "a cell asks for text": async (client, code) => {
    const ran = client.run(code.ask, { allowStdin: true });
    return Promise.race([client.answerInput("Ada").then(() => true), ran.done.then(() => false)]);
  },
  "there is a debugger": async (client) => {
    const { debugger: hasDebugger, supported_features: features } = await ask(client, "kernel_info_request");
    return hasDebugger === true || (Array.isArray(features) && features.includes("debugger"));
  },
};

/** Waits until the client gets broadcasts: it misses what a kernel sends before it is connected. */
async function waitForBroadcasts(client: KernelClient): Promise<void> {
  const isHeard = (): Promise<boolean> =>
    Promise.race([client.ask("kernel_info_request", {}).done.then(() => true), pause(1000, false)]);
  while (!(await isHeard()));
}

/** Whether a kernel has each feature, by name. A message that gets no answer counts as no. */
export async function probeFeatures(client: KernelClient, code: FeatureCode): Promise<ReadonlyMap<string, boolean>> {
  await waitForBroadcasts(client);
  const found = new Map<string, boolean>();
  for (const [name, probe] of Object.entries(PROBES))
    found.set(name, await Promise.race([probe(client, code).catch(() => false), pause(MAX_MS, false, { ref: false })]));
  return found;
}
