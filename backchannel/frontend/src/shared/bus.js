// The dashboard's components live in one page but are mounted apart: what one shows may concern another (a tie under the
// pointer in the panel is lit in the graph). They tell each other here; Python hears only what it must answer.
const bus = (globalThis.backchannelBus ??= { listeners: new Map(), waiting: new Map() });

export function tell(name, detail) {
  for (const listener of [...(bus.listeners.get(name) ?? [])]) listener(detail);
}

/** As `tell`, but what nobody hears waits for the first listener: a component may be mounted later than it is asked. */
export function ask(name, detail) {
  if (bus.listeners.get(name)?.size) tell(name, detail);
  else bus.waiting.set(name, [...(bus.waiting.get(name) ?? []).slice(-20), detail]);
}

/** Calls `listener(detail)` at every `tell(name, detail)`; returns the function that ends it. */
export function hear(name, listener) {
  if (!bus.listeners.has(name)) bus.listeners.set(name, new Set());
  bus.listeners.get(name).add(listener);
  for (const detail of bus.waiting.get(name) ?? []) queueMicrotask(() => listener(detail));
  bus.waiting.delete(name);
  return () => bus.listeners.get(name).delete(listener);
}
