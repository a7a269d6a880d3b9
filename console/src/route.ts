import { useEffect, useState } from "preact/hooks";

/**
 * The address of a page: the parts of `#/kinesis/trips`, decoded. It is in the URL's fragment, so that it works behind
 * any prefix.
 */
export type Route = readonly string[];

const getCurrentRoute = (): Route =>
  location.hash
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(decodeText);

/** The link to a place. */
export const to = (...parts: Route): string => `#/${parts.map(encodeURIComponent).join("/")}`;

export function useRoute(): Route {
  const [route, setRoute] = useState(getCurrentRoute);
  useEffect(() => {
    const follow = (): void => setRoute(getCurrentRoute());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
