import { useRef, useState } from "preact/hooks";
import { getCloudTime, useFeed } from "../feed";
import { formatCount, formatTimeOfDay } from "../formats";
import { useLoaded } from "../loaded";
import { CopyText } from "../widgets/copy-text";
import { Notice } from "../widgets/notice";
import { VirtualList } from "../widgets/virtual-list";
import { search, type SearchResult, type LogEvent } from "./events";

/** The time spans, in minutes of cloud time. */
const SPANS = [
  { label: "all the time", minutes: Infinity },
  { label: "the last 5 minutes", minutes: 5 },
  { label: "the last hour", minutes: 60 },
  { label: "the last day", minutes: 1_440 },
] as const;

interface EventSearch {
  readonly pattern: string;
  /** ms since the epoch. */
  readonly from: number;
}

/**
 * The events of a group, or of one of its streams, as they arrive, optionally only those that match a filter pattern.
 */
export function EventViewer({ group, stream }: { group: string; stream?: string }) {
  const { message } = useFeed();
  const [request, setAsked] = useState<EventSearch>({ pattern: "", from: 0 });
  const [follows, setFollows] = useState(true);
  const [chosen, choose] = useState<LogEvent>();
  const isFollowing = useRef(follows);
  isFollowing.current = follows;
  const bytes = Number(message?.live["logs"]?.[group]?.["bytes"] ?? 0);
  const key = JSON.stringify([group, stream, request]);
  const before = useRef<{ key: string; found: SearchResult } | undefined>(undefined);
  const { value, error } = useLoaded(
    async () => {
      const known = before.current?.key === key ? before.current.found : undefined;
      if (known !== undefined && !isFollowing.current) return known;
      const found = await search({ group, stream, ...request }, known);
      before.current = { key, found };
      return found;
    },
    key,
    [bytes, Number(follows)],
  );
  const events = value?.events ?? [];
  return (
    <>
      <h2>Events</h2>
      <SearchForm onSearch={setAsked} />
      <div class="bar">
        <label>
          <input
            type="checkbox"
            checked={follows}
            onChange={({ currentTarget }) => setFollows(currentTarget.checked)}
          />{" "}
          Show new events as they come
        </label>
        <span role="status">
          {value === undefined
            ? ""
            : `${formatCount(events.length, "event")}${value.isCut ? ": the latest alone" : ""}`}
        </span>
      </div>
      <Notice error={error} />
      <VirtualList
        label="Log events"
        columns={stream === undefined ? ["Time", "Stream", "Message"] : ["Time", "Message"]}
        items={events}
        getKey={({ eventId }) => eventId}
        isChosen={({ eventId }) => eventId === chosen?.eventId}
        followsEnd={follows}
        none="No event is found."
        renderCells={(event) => {
          const time = (
            <button
              type="button"
              class="link"
              aria-pressed={event.eventId === chosen?.eventId}
              onClick={() => choose(event)}
            >
              {formatTimeOfDay(event.timestamp)}
            </button>
          );
          return stream === undefined ? [time, event.logStreamName, event.message] : [time, event.message];
        }}
      />
      {chosen === undefined ? null : <CopyText label="Message" text={indentJson(chosen.message)} />}
    </>
  );
}

function SearchForm({ onSearch }: { onSearch: (search: EventSearch) => void }) {
  const [pattern, setPattern] = useState("");
  const [minutes, setMinutes] = useState<number>(Infinity);
  const ask = (event: Event): void => {
    event.preventDefault();
    onSearch({ pattern, from: minutes === Infinity ? 0 : Math.max(0, getCloudTime() - minutes * 60_000) });
  };
  return (
    <form class="bar" onSubmit={ask}>
      <label>
        {"Filter pattern "}
        <input
          type="search"
          size={40}
          value={pattern}
          placeholder='ERROR -timeout, or { $.level = "ERROR" }'
          onInput={({ currentTarget }) => setPattern(currentTarget.value)}
        />
      </label>
      <label>
        {"In "}
        <select value={String(minutes)} onChange={({ currentTarget }) => setMinutes(Number(currentTarget.value))}>
          {SPANS.map(({ label, minutes: value }) => (
            <option key={label} value={String(value)}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Search</button>
    </form>
  );
}

/** JSON indented, other text as it is. */
function indentJson(message: string): string {
  try {
    return JSON.stringify(JSON.parse(message), null, 2);
  } catch {
    return message;
  }
}
