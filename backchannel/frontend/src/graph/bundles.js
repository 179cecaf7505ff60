// Ties to drawn lines: ties of one pair that are said in the same way (same modality) share a line that carries their
// count; a planned tie never shares a line with one that happened.

const pair = (tie) => (tie.from < tie.to ? `${tie.from}|${tie.to}` : `${tie.to}|${tie.from}`);

/**
 * Lines for vis-network from `ties`. `fanned` is the key of a pair whose ties are drawn one by one, or null.
 * A line has `ties` (ids) beside vis-network's own fields.
 */
export function lines(ties, fanned = null) {
  const pairs = new Map();
  for (const tie of ties) {
    const key = pair(tie);
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(tie);
  }
  const drawn = [];
  for (const [key, own] of pairs) {
    const groups = new Map();
    for (const tie of own) {
      const group = key === fanned ? tie.id : tie.modality;
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(tie);
    }
    let turn = 0;
    for (const members of groups.values()) drawn.push(line(members, key, bend(turn++, groups.size, own[0].from, members[0].from)));
  }
  return drawn;
}

function bend(turn, of, first, from) {
  if (of === 1) return false;
  const side = turn - (of - 1) / 2; // lines of a pair spread evenly to both sides of the straight one
  if (side === 0) return false;
  // vis-network bends relative to the line's own direction; all lines of a pair are to bend relative to one.
  const clockwise = side > 0 === (from === first);
  return { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: Math.min(0.5, 0.16 * Math.abs(side) * 2) };
}

/** What stands on a line: its relations where they are short, else the first one and how many more ties there are. */
function worded(relations, count) {
  if (relations.length === 1) return count === 1 ? relations[0] : `${relations[0]} ×${count}`;
  const all = relations.join(", ");
  return all.length <= 30 && relations.length === count ? all : `${relations[0]} +${count - 1}`;
}

function line(members, key, smooth) {
  const [first] = members;
  const relations = new Set(members.map((tie) => tie.label));
  const heads = new Set(members.filter((tie) => tie.arrows).map((tie) => (tie.from === first.from ? "to" : "from")));
  const type = first.modality === "requested" ? "vee" : "arrow";
  const arrows = {};
  for (const head of heads) arrows[head] = { enabled: true, type, scaleFactor: 0.55 };
  return {
    id: members.length === 1 ? first.id : `${key}|${first.modality}`,
    from: first.from,
    to: first.to,
    ties: members.map((tie) => tie.id),
    pair: key,
    label: worded([...relations], members.length),
    modality: first.modality,
    width: Math.max(...members.map((tie) => tie.width)),
    dashes: first.dashes,
    color: first.color,
    arrows,
    smooth,
  };
}
