// Places as a short text that a link can hold: two 16-bit numbers for each node of the pool, in its order, behind a mark of
// which nodes these are. A link needs them only where the reader's picture does not lie as it would be laid out afresh.

/** A mark of these ids in this order (FNV-1a). */
function mark(ids) {
  let hash = 0x811c9dc5;
  for (const sign of ids.join("|")) hash = Math.imul(hash ^ sign.codePointAt(0), 0x01000193);
  return (hash >>> 0).toString(36);
}

export function pack(ids, places) {
  const numbers = Int16Array.from(ids.flatMap((id) => [places.get(id)?.x ?? 0, places.get(id)?.y ?? 0]));
  let bytes = "";
  for (const byte of new Uint8Array(numbers.buffer)) bytes += String.fromCharCode(byte);
  return `${mark(ids)}.${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** Map from id to {x, y}; null where `text` tells of other nodes (the store has changed since) or is none of ours. */
export function unpack(text, ids) {
  const [of, coded] = String(text).split(".");
  if (of !== mark(ids) || !coded) return null;
  try {
    const bytes = Uint8Array.from(atob(coded.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
    const numbers = new Int16Array(bytes.buffer);
    return numbers.length === 2 * ids.length ? new Map(ids.map((id, i) => [id, { x: numbers[2 * i], y: numbers[2 * i + 1] }])) : null;
  } catch {
    return null;
  }
}
