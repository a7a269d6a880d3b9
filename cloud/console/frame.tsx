import { Component, type ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ClockControl } from "./clock-control";
import { FaultBanner } from "./faults/fault-banner";
import { useFeed } from "./feed";
import { PAGES } from "./pages";
import { resolveRoute } from "./place-by-pattern";
import { to, useRoute } from "./route";
import { Notice } from "./widgets/notice";

/** The frame of every page: the menu, the cloud's time, whether the page is up to date. */
export function Frame() {
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
      <a class="skip" href={`#/${path}`} onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to the page
      </a>
      <header>
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
