import { render, Component, type ComponentChildren } from "preact";
import { openFeed, useFeed } from "../feed";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ClockControl } from "../clock-control";
import { PAGES } from "./pages";
import { to, useRoute, type Route } from "../route";
import { Notice } from "../widgets/notice";
import { formatCount, parseName } from "../formats";
import { formatFault, takeBack } from "../faults/plan";
import type { FeedMessage } from "../lab-api";

type LiveFigures = FeedMessage["live"];

/**
 * Resolves an address with a pattern: `#/s3/*-aggregates-*` is the one bucket whose name matches. The labs use such
 * links where a name contains the learner's name or account.
 *
 * @returns the page's list if no resource matches, or more than one
 */
function resolveRoute(route: Route, live: LiveFigures): Route {
  const [page = "", pattern = "", ...rest] = route;
  if (!pattern.includes("*")) return route;
  const [name, another] = listNames(page, live).filter((name) => isLike(name, pattern));
  return name === undefined || another !== undefined ? [page] : [page, name, ...rest];
}

/** Services whose resources the feed lists by name. */
const NAMED = new Set(["kinesis", "firehose", "s3", "sqs", "kinesisanalyticsv2"]);

/** The names of a page's resources. Stacks are listed by id in the feed, also deleted ones. */
function listNames(page: string, live: LiveFigures): readonly string[] {
  const service = page === "flink" ? "kinesisanalyticsv2" : page;
  const items = Object.entries(live[service] ?? {});
  if (page === "cloudformation")
    return items.flatMap(([id, { status }]) => (status === "DELETE_COMPLETE" ? [] : [getStackName(id)]));
  return NAMED.has(service) ? items.map(([name]) => name) : [];
}

/** The stack's name in an id such as `arn:aws:cloudformation:us-east-1:000000000000:stack/trips/51af3dc0`. */
const getStackName = (id: string): string => parseName(id.slice(0, id.lastIndexOf("/")));

function isLike(name: string, pattern: string): boolean {
  const [head = "", ...middle] = pattern.split("*");
  const tail = middle.pop() ?? "";
  let at = head.length;
  for (const part of middle) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.startsWith(head) && name.endsWith(tail) && at + tail.length <= name.length;
}

/**
 * A banner on every page that lists the planned faults, so that users do not take them for real ones, and a button that
 * ends them.
 */
function FaultBanner() {
  const { message } = useFeed();
  const [error, setError] = useState("");
  const faults = message?.faults ?? [];
  if (faults.length === 0) return <div role="status" class="faults" />;
  const end = (): void => {
    takeBack().then(
      () => setError(""),
      (refused: unknown) => setError(String(refused)),
    );
  };
  return (
    <div role="status" class="faults some">
      <a href={to("faults")}>{`${formatCount(faults.length, "fault")} injected`}</a>
      <span>{faults.slice(0, 3).map(formatFault).join("; ")}</span>
      <button type="button" onClick={end}>
        Take all faults back
      </button>
      <span>{error}</span>
    </div>
  );
}

/** The frame of every page: the menu, the cloud's time, whether the page is up to date. */
function Frame() {
  const { message, isConnected } = useFeed();
  const route = resolveRoute(useRoute(), message?.live ?? {});
  const page = PAGES.find(({ id }) => id === (route[0] ?? "")) ?? PAGES[0];
  const main = useRef<HTMLElement>(null);
  const path = route.join("/");
  const first = useRef(path);
  useLayoutEffect(() => {
    document.title = `${[...route.slice(1).reverse(), page?.title].join(" · ")} · Lab cloud`;
    // Moves the focus, so that a screen reader reads the new page; at the first page the browser does so by itself.
    if (first.current !== path) main.current?.focus();
    first.current = path;
  }, [path]);
  if (page === undefined) return null;
  return (
    <>
      <header>
        <a class="skip" href={`#/${path}`} onClick={(event) => (event.preventDefault(), main.current?.focus())}>
          Skip to the page
        </a>
        <strong>Lab cloud</strong>
        <span>{message === undefined ? "" : `Account ${message.account}, ${message.region}`}</span>
        <span role="status" class={isConnected ? "live" : "lost"}>
          {isConnected ? "live" : "not connected"}
        </span>
        <ClockControl />
        <FaultBanner />
      </header>
      <nav aria-label="Services">
        <ul>
          {PAGES.map(({ id, title }) => (
            <li key={id}>
              <a href={to(id)} aria-current={id === page.id ? "page" : undefined}>
                {title}
              </a>
            </li>
          ))}
          <li>
            <a href="tables">All tables</a>
          </li>
        </ul>
      </nav>
      <main ref={main} tabIndex={-1} aria-label={page.title}>
        <Guard key={path}>
          <page.Page route={route.slice(1)} />
        </Guard>
      </main>
    </>
  );
}

/** Shows an error where a page fails; other pages still work. */
class Guard extends Component<{ children: ComponentChildren }, { error?: string }> {
  override state: { error?: string } = {};

  override componentDidCatch(error: unknown): void {
    this.setState({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }

  override render() {
    const { error } = this.state;
    return error === undefined ? (
      this.props.children
    ) : (
      <Notice error={`This page failed, which is a bug of the console: ${error}`} />
    );
  }
}

const element = document.getElementById("console");
if (element !== null) render(<Frame />, element);
openFeed();
