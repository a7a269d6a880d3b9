import { useMemo, useState, useEffect, useRef } from "preact/hooks";
import type { JournalEntry } from "../lab-api";
import { formatTime, formatTimeOfDay } from "../formats";
import { CopyText } from "../widgets/copy-text";
import { Notice } from "../widgets/notice";
import { VirtualList } from "../widgets/virtual-list";
import { toCli } from "../../../src/api-calls/to-cli";
import { toTypeScript } from "../../../src/api-calls/as-typescript";
import { callLab } from "../aws";
import { useFeed } from "../feed";

/** How many of the latest calls are fetched at first, and at most at once. */
const FETCHED = 2_000;
/** How many calls are kept in the page; the cloud keeps more. */
const MAX_ENTRIES = 20_000;

/** The latest calls, oldest first, as they come. */
function useJournal(): { readonly entries: readonly JournalEntry[]; readonly error: string | undefined } {
  const { message } = useFeed();
  const [entries, setEntries] = useState<readonly JournalEntry[]>([]);
  const [error, setError] = useState<string>();
  const isAsking = useRef(false);
  const last = entries.at(-1)?.n ?? 0;
  const newest = message?.journal ?? 0;
  useEffect(() => {
    if (isAsking.current || newest === last) return;
    isAsking.current = true;
    const after = Math.max(last, newest - FETCHED);
    callLab<{ entries: readonly JournalEntry[] }>(`journal?after=${after}`)
      .then(
        (answer) => {
          setError(undefined);
          setEntries((before) => [...before, ...answer.entries].slice(-MAX_ENTRIES));
        },
        (failure: unknown) => setError(String(failure)),
      )
      .finally(() => (isAsking.current = false));
  }, [newest, last]);
  return { entries, error };
}

/** Whether this console made a call: the cloud signs its calls with the keys of a role session of this name. */
const isConsoleCall = ({ caller }: JournalEntry): boolean => caller.endsWith(":assumed-role/lab-console/console");

/** A call's caller, in a word. */
const describeCaller = (entry: JournalEntry): string =>
  isConsoleCall(entry) ? "this console" : entry.origin === "service" ? `${entry.caller} (service)` : entry.caller;

/** The page with all API calls in order, and each call as code. */
export function JournalPage() {
  const { entries, error } = useJournal();
  const [words, setWords] = useState("");
  const [showsConsole, setShowsConsole] = useState(false);
  const [chosen, choose] = useState<JournalEntry>();
  const shown = useMemo(() => {
    const terms = words.toLowerCase().split(/\s+/);
    return entries.filter(
      (entry) =>
        (showsConsole || !isConsoleCall(entry)) &&
        terms.every((word) =>
          `${entry.service} ${entry.operation} ${describeOutcome(entry)}`.toLowerCase().includes(word),
        ),
    );
  }, [entries, words, showsConsole]);
  return (
    <>
      <h1>Journal</h1>
      <p>
        Every call that the cloud answered: of your programs, of its own services, of this console. Choose one to see it
        as code.
      </p>
      <div class="bar">
        <label>
          Filter{" "}
          <input
            type="search"
            value={words}
            placeholder="kinesis PutRecord"
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
        </label>
        <label>
          <input
            type="checkbox"
            checked={showsConsole}
            onChange={({ currentTarget }) => setShowsConsole(currentTarget.checked)}
          />{" "}
          Show this console&rsquo;s calls
        </label>
        <span role="status">{`${shown.length} of ${entries.length} calls`}</span>
      </div>
      <Notice error={error} />
      <VirtualList
        label="API calls"
        widths={[0.6, 1, 1, 1.6, 1.6, 2.2]}
        columns={["Number", "Time", "Service", "Operation", "Outcome", "Caller"]}
        items={shown}
        getKey={({ n }) => n}
        isChosen={({ n }) => n === chosen?.n}
        followsEnd
        none={words === "" ? "No calls yet except this console’s." : "No such call."}
        renderCells={(entry) => [
          <button type="button" class="link" aria-pressed={entry.n === chosen?.n} onClick={() => choose(entry)}>
            {entry.n}
          </button>,
          formatTimeOfDay(entry.at),
          entry.service,
          entry.operation,
          <span class={entry.outcome === "ok" ? "" : "bad"}>{describeOutcome(entry)}</span>,
          describeCaller(entry),
        ]}
      />
      {chosen === undefined ? null : <Call entry={chosen} />}
    </>
  );
}

const describeOutcome = ({ outcome }: JournalEntry): string => (outcome === "ok" ? "ok" : outcome.code);

function Call({ entry }: { entry: JournalEntry }) {
  const { n, at, service, operation, outcome, input, output } = entry;
  return (
    <section aria-labelledby="call">
      <h2 id="call">{`Call ${n}: ${service} ${operation}`}</h2>
      <p>{`${formatTime(at)}, called by ${describeCaller(entry)}`}</p>
      {outcome === "ok" ? null : <p class="notice">{`${outcome.code} (${outcome.status}): ${outcome.message}`}</p>}
      <CopyText label="AWS CLI" text={toCli(entry)} />
      <CopyText label="TypeScript" text={toTypeScript(entry)} />
      <CopyText label="Input" text={JSON.stringify(input, null, 2) ?? ""} />
      {output === undefined ? null : <CopyText label="Output" text={JSON.stringify(output, null, 2)} />}
    </section>
  );
}
