// The dashboard's components live in one page but are mounted apart: what one shows may concern another (a tie under the
// pointer in the panel is lit in the graph). They tell each other here; Python hears only what it must answer.
const bus = (globalThis.backchannelBus ??= new EventTarget());

export function tell(name, detail) {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Calls `listener(detail)` at every `tell(name, detail)`; returns the function that ends it. */
export function hear(name, listener) {
  const handler = (event) => listener(event.detail);
  bus.addEventListener(name, handler);
  return () => bus.removeEventListener(name, handler);
}
