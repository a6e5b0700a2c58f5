/** The address of the page, and going to another one without loading the page again. */
import { type ReadonlySignal, signal } from "@preact/signals";

export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

const read = (): Address => ({ path: location.pathname, query: new URLSearchParams(location.search) });

const current = signal<Address>(read());

export const address: ReadonlySignal<Address> = current;

addEventListener("popstate", () => {
  current.value = read();
});

/** The path and query of the page: where somebody returns to after signing in. */
export const here = (): string => {
  const { path, query } = current.peek();
  return query.size === 0 ? path : `${path}?${query}`;
};

interface NavigateOptions {
  /** Takes the place of the present address in the history. */
  readonly replace?: boolean;
}

export const navigate = (to: string, { replace = false }: NavigateOptions = {}): void => {
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  current.value = read();
};

/** Whether a click is a plain one, which the page handles itself. */
const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** For the `onClick` of a link: goes to its address within the page. */
export const follow = (event: MouseEvent): void => {
  if (event.defaultPrevented || !isPlain(event) || !(event.currentTarget instanceof HTMLAnchorElement)) return;
  const { origin, pathname, search, target, hash } = event.currentTarget;
  if (origin !== location.origin || (target !== "" && target !== "_self") || hash !== "") return;
  event.preventDefault();
  navigate(pathname + search);
};
