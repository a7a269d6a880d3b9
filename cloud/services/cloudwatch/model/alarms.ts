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

/** The interval between evaluations: a minute, as on AWS for alarms with periods of a minute or more. */
const LOOK_MS = 60_000;

/**
 * Alarms on one metric each, evaluated every minute of the cloud's clock, and at once when they are created or changed.
 */
export class Alarms {
  readonly #core: Core;
  readonly #metrics: Metrics;
  readonly #getTable: () => Table<StoredAlarm>;
  readonly #runAction: AlarmAction;
  #looks = false;

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
    if (this.#looks) return;
    this.#looks = true;
    // At the next full minute, when the current period is over.
    const at = (Math.floor(this.#core.now() / LOOK_MS) + 1) * LOOK_MS;
    this.#core.clock.schedule(at, () => this.#look());
  }

  #look(): void {
    this.#looks = false;
    const now = this.#core.now();
    for (const alarm of this.listAll()) {
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
