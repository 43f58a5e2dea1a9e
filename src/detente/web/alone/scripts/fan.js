// The fan of a relation index, as the futures were played: no switch moves it.

/** Numbers that are named beside a fan, some four of them. */
function steps(low, high) {
  const size = [0.25, 0.5, 1, 2, 5].find((each) => (high - low) / each <= 5) ?? 5;
  const found = [];
  for (let at = Math.ceil(low / size) * size; at <= high; at += size) found.push(at);
  return found;
}

function drawFan(place, fan) {
  const width = Math.max(place.clientWidth, 240), height = 220;
  const [left, right, top, foot] = [44, 8, 10, 26];
  const all = fan.quantiles.flat();
  const low = Math.min(...all) - 0.2, high = Math.max(...all) + 0.2;
  const x = (day) => left + ((width - left - right) * (day + 1)) / data.days;
  const y = (value) => top + ((height - top - foot) * (high - value)) / (high - low);
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "curve fan" });
  for (const value of steps(low, high)) {
    svg.append(make("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }));
    svg.append(make("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, signed.format(value).replace("-", "−")));
  }
  let free = -Infinity;
  for (const [day, label] of ticks()) {
    if (x(day) - free < 44 || x(day) > width - 24) continue;
    free = x(day);
    svg.append(make("line", { class: "tick", x1: free, x2: free, y1: height - foot, y2: height - foot + 5 }));
    svg.append(make("text", { x: free, y: height - 6, "text-anchor": "middle" }, label));
  }
  const line = (k, days) => days.map((i) => `${x(fan.days[i]).toFixed(1)},${y(fan.quantiles[i][k]).toFixed(1)}`);
  const days = fan.days.map((_, i) => i), back = [...days].reverse();
  for (const [lower, upper, name] of [[0, 4, "outer"], [1, 3, "inner"]]) {
    svg.append(make("polygon", { class: name, points: [...line(lower, days), ...line(upper, back)].join(" ") }));
  }
  svg.append(make("polyline", { class: "now", points: line(2, days).join(" ") }));
  place.replaceChildren(svg);
}

function drawFans() {
  data.fans.forEach((fan, i) => drawFan(element(`fan-${i}`), fan));
}
