"use strict";
(() => {
  const data = JSON.parse(document.getElementById("series").textContent);
  const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3]];
  const speedHeight = 170;
  const twinHeight = 210;
  const counterHeight = 96;
  const figures = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
  const brief = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
  const axisChoice = document.getElementById("axis");
  const counterChoice = document.getElementById("counter");
  const panes = [];

  const number = (value) => (Math.abs(value) < 100 ? fine : figures).format(value);
  const colour = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const axis = (size, format) => ({
    stroke: () => colour("--soft"),
    grid: { stroke: () => colour("--grid"), width: 1 },
    ticks: { show: false },
    font: "11px system-ui, 'DejaVu Sans', sans-serif",
    size,
    gap: 4,
    values: (chart, splits) => splits.map(format),
  });

  const line = (entry) => ({
    stroke: () => colour(entry.colour),
    dash: entry.dash,
    width: 1.75,
    spanGaps: true,
    points: { show: false },
  });

  const highest = (lines) =>
    lines.flatMap((entry) => entry.values).reduce((most, value) => Math.max(most, value ?? 0), 1);

  const draw = (place, lines, height, range, onCursor, sync) => {
    const aligned = uPlot.join(lines.map((entry) => [entry.seconds, entry.values]));
    const chart = new uPlot(
      {
        width: place.clientWidth,
        height,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 }, sync },
        scales: { x: { time: false }, y: { range } },
        axes: [axis(24, (value) => fine.format(value) + " s"), axis(50, brief.format.bind(brief))],
        series: [{}, ...lines.map(line)],
        hooks: { setCursor: [onCursor] },
      },
      aligned,
      place);
    panes.push({ place, chart, height });
    return chart;
  };

  const title = (place, text) => {
    const element = document.createElement("div");
    element.className = "pane-title";
    element.textContent = text;
    place.append(element);
    return element;
  };

  const countersOf = (lines, name) =>
    lines
      .filter((entry) => name in entry.counters)
      .map((entry) => ({ ...entry, values: entry.counters[name] }));

  const describe = (lines, readout, summary) => (chart) => {
    const index = chart.cursor.idx;
    if (index === null || index === undefined) {
      readout.textContent = summary;
      return;
    }
    const parts = lines.map((entry, place) => {
      const value = chart.data[place + 1][index];
      return value === null || value === undefined ? null : entry.name + " " + number(value);
    });
    readout.textContent =
      "at " + fine.format(chart.data[0][index]) + " s: " + parts.filter(Boolean).join(" · ");
  };

  // Draws a counter, and answers what removes it again.
  const counterPane = (place, lines, name, sync) => {
    const counted = countersOf(lines, name);
    if (counted.length === 0) {
      return () => {};
    }
    const heading = title(place, name);
    const chart = draw(
      place,
      counted,
      counterHeight,
      (self, least, most) => [Math.min(0, least ?? 0), Math.max(1, most ?? 1) * 1.04],
      describe(counted, heading, name),
      sync);
    return () => {
      panes.splice(panes.findIndex((pane) => pane.chart === chart), 1);
      chart.destroy();
      heading.remove();
    };
  };

  const step = (chart, by) => {
    const last = chart.data[0].length - 1;
    const from = chart.cursor.idx ?? (by > 0 ? -1 : last + 1);
    const to = Math.min(last, Math.max(0, from + by));
    chart.setCursor({
      left: chart.valToPos(chart.data[0][to], "x"),
      top: chart.bbox.height / devicePixelRatio / 2,
    });
  };

  const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };

  const keys = (place, chart) => {
    place.addEventListener("keydown", (event) => {
      if (event.key in steps) {
        event.preventDefault();
        step(chart, steps[event.key]);
      } else if (event.key === "Escape") {
        chart.setCursor({ left: -10, top: -10 });
      }
    });
    place.addEventListener("blur", () => chart.setCursor({ left: -10, top: -10 }));
  };

  const synced = (name) => ({ key: name, setSeries: false, scales: ["x", null] });

  const drawChart = (place) => {
    const entry = data.charts[Number(place.dataset.chart)];
    const lines = entry.curves.map((curve) => ({
      name: data.kernels[curve.kernel],
      colour: "--curve-" + (curve.kernel % data.colours),
      dash: dashes[curve.kernel % dashes.length],
      seconds: curve.seconds,
      values: curve.speeds,
      counters: curve.counters,
    }));
    const own = highest(lines);
    const most = () => (axisChoice.value === "own" ? own : data.most);
    const sync = synced("chart-" + entry.index);
    const readout = place.parentElement.querySelector("figcaption span");
    const chart = draw(
      place, lines, speedHeight, () => [0, most() * 1.04], describe(lines, readout, entry.summary), sync);
    keys(place, chart);
    let removeCounter = () => {};
    const drawCounter = () => {
      removeCounter();
      removeCounter = counterChoice?.value
        ? counterPane(place, lines, counterChoice.value, sync)
        : () => {};
    };
    axisChoice.addEventListener("change", () => chart.setScale("y", { min: 0, max: most() * 1.04 }));
    counterChoice?.addEventListener("change", drawCounter);
    drawCounter();
  };

  const drawTwins = (place) => {
    const entry = data.twins[Number(place.dataset.twins)];
    const lines = [
      { name: entry.slowName, colour: "--bad", dash: [], ...entry.slow, values: entry.slow.speeds },
      { name: entry.healthyName, colour: "--accent", dash: dashes[1], ...entry.healthy, values: entry.healthy.speeds },
    ];
    const sync = synced("twins-" + entry.index);
    const readout = place.parentElement.querySelector(".readout");
    title(place, "Mbit/s");
    const most = highest(lines);
    const chart = draw(
      place, lines, twinHeight, () => [0, most * 1.04], describe(lines, readout, entry.summary), sync);
    keys(place, chart);
    entry.counters.forEach((name) => counterPane(place, lines, name, sync));
  };

  const redraw = () => panes.forEach(({ chart }) => chart.redraw(false));
  const fit = () =>
    panes.forEach(({ place, chart, height }) =>
      chart.setSize({ width: place.clientWidth, height }));

  document.documentElement.classList.add("scripted");
  if (counterChoice && counterChoice.options.length > 1) {
    counterChoice.selectedIndex = 1;
  }
  document.querySelectorAll(".plot").forEach(drawChart);
  document.querySelectorAll(".twin-plot").forEach(drawTwins);
  addEventListener("resize", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => {
    document.documentElement.classList.add("printing");
    redraw();
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("printing");
    redraw();
  });
})();
