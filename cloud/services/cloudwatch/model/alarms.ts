import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Core } from "../../../core/core";
import { createLazyTable } from "../../../storage/lazy-table";
import type { Table } from "../../../storage/table";
import { evaluateAlarm, type Evaluation } from "./alarm-evaluation";
import type { Metrics } from "./metrics";
import type { AlarmSettings, StoredAlarm } from "./stored-alarm";

/** Runs an action when an alarm's state changes. @param action the ARN of a function or a topic */
export type AlarmAction = (
  action: string,
  event: { readonly alarm: StoredAlarm; readonly before: StoredAlarm },
) => void;

/** The interval between evaluations, as AWS's user guide has it: a minute, or 10 s for alarms with shorter periods. */
const getIntervalMs = ({ settings: { Period: seconds } }: StoredAlarm): number => (seconds < 60 ? 10_000 : 60_000);

/**
 * Alarms on one metric each, evaluated every minute of the cloud's clock; those with periods of less than a minute every 10 s.
 */
export class Alarms {
  readonly #core: Core;
  readonly #metrics: Metrics;
  readonly #getTable: () => Table<StoredAlarm>;
  readonly #runAction: AlarmAction;
  /** When alarms are evaluated next, in ms since the epoch; undefined without alarms. */
  #looksAt: number | undefined;

  constructor(core: Core, metrics: Metrics, runAction: AlarmAction) {
    this.#core = core;
    this.#metrics = metrics;
    this.#runAction = runAction;
    this.#getTable = createLazyTable(core.storage, "cloudwatch/alarms");
    // A cloud that has never had an alarm does not open the table of alarms.
    if (core.storage.hasTable("cloudwatch/alarms") && this.#getTable().size > 0) this.#lookLater();
  }

  /** All alarms, sorted by name. */
  listAll(): readonly StoredAlarm[] {
    return [...this.#getTable().listValues()].sort((a, b) => (a.settings.AlarmName < b.settings.AlarmName ? -1 : 1));
  }

  find(name: string): StoredAlarm | undefined {
    return this.#getTable().get(name);
  }

  /** Creates an alarm, or changes an existing one, which keeps its state. */
  put(settings: AlarmSettings, tags: Readonly<Record<string, string>>): void {
    const at = this.#core.now();
    const before = this.find(settings.AlarmName);
    const fresh = {
      state: "INSUFFICIENT_DATA" as const,
      reason: "Unchecked: Initial alarm creation",
      reasonData: undefined,
      stateAt: at,
      tags,
    };
    this.save({ ...(before ?? fresh), settings, updatedAt: at });
    this.#lookLater();
  }

  save(alarm: StoredAlarm): void {
    this.#getTable().set(alarm.settings.AlarmName, alarm);
  }

  remove(name: string): void {
    this.#getTable().remove(name);
  }

  createArn(name: string): string {
    return this.#core.createArn("cloudwatch", `alarm:${name}`);
  }

  /** Changes an alarm's state, and runs the actions for the new state. */
  enter(alarm: StoredAlarm, { state, reason, reasonData }: Evaluation): void {
    const entered = { ...alarm, state, reason, reasonData, stateAt: this.#core.now() };
    this.save(entered);
    for (const action of listActions(entered)) this.#runAction(action, { alarm: entered, before: alarm });
  }

  describe({ settings, updatedAt, state, reason, reasonData, stateAt }: StoredAlarm): MetricAlarm {
    // The border: PutMetricAlarm's rules have checked each setting.
    return {
      ...(settings as MetricAlarm),
      AlarmArn: this.createArn(settings.AlarmName),
      AlarmConfigurationUpdatedTimestamp: new Date(updatedAt),
      ActionsEnabled: settings.ActionsEnabled ?? true,
      OKActions: settings.OKActions ?? [],
      AlarmActions: settings.AlarmActions ?? [],
      InsufficientDataActions: settings.InsufficientDataActions ?? [],
      Dimensions: settings.Dimensions ?? [],
      StateValue: state,
      StateReason: reason,
      ...(reasonData === undefined ? {} : { StateReasonData: reasonData }),
      StateUpdatedTimestamp: new Date(stateAt),
      StateTransitionedTimestamp: new Date(stateAt),
    };
  }

  #lookLater(): void {
    const now = this.#core.now();
    const intervalMs = Math.min(...[...this.#getTable().listValues()].map(getIntervalMs));
    // At the next full minute, or 10 s, when the current period is over.
    const at = (Math.floor(now / intervalMs) + 1) * intervalMs;
    if (this.#looksAt !== undefined && this.#looksAt > now && this.#looksAt <= at) return;
    this.#looksAt = at;
    this.#core.clock.schedule(at, () => this.#look(at));
  }

  #look(at: number): void {
    // An alarm with a short period has made an earlier look necessary.
    if (this.#looksAt !== at) return;
    this.#looksAt = undefined;
    const now = this.#core.now();
    for (const alarm of this.listAll().filter((item) => at % getIntervalMs(item) === 0)) {
      const evaluation = evaluateAlarm(this.#metrics, alarm.settings, now);
      if (evaluation !== undefined && evaluation.state !== alarm.state) this.enter(alarm, evaluation);
    }
    if (this.#getTable().size > 0) this.#lookLater();
  }
}

const listActions = ({ settings, state }: StoredAlarm): readonly string[] => {
  if (settings.ActionsEnabled === false) return [];
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = settings;
  return state === "OK" ? OKActions : state === "ALARM" ? AlarmActions : InsufficientDataActions;
};
