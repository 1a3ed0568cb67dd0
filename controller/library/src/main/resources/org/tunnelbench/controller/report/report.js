"use strict";
(() => {
  const data = JSON.parse(document.getElementById("series").textContent);
  const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3]];
  const figures = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
  const charts = [];

  const speed = (value) => (value < 100 ? fine : figures).format(value);
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

  const line = (curve) => ({
    label: data.kernels[curve.kernel],
    stroke: () => colour("--curve-" + (curve.kernel % data.colours)),
    dash: dashes[curve.kernel % dashes.length],
    width: 1.75,
    spanGaps: true,
    points: { show: false },
  });

  const describe = (chart, entry, readout) => {
    const index = chart.cursor.idx;
    if (index === null || index === undefined) {
      readout.textContent = entry.summary;
      return;
    }
    const parts = entry.curves.map((curve, place) => {
      const value = chart.data[place + 1][index];
      return value === null || value === undefined
        ? null
        : data.kernels[curve.kernel] + " " + speed(value);
    });
    readout.textContent =
      "at " + fine.format(chart.data[0][index]) + " s: " + parts.filter(Boolean).join(" · ");
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

  const draw = (plot) => {
    const entry = data.charts[Number(plot.dataset.chart)];
    const readout = plot.parentElement.querySelector("figcaption span");
    const aligned = uPlot.join(entry.curves.map((curve) => [curve.seconds, curve.speeds]));
    const options = {
      width: plot.clientWidth,
      height: plot.clientHeight,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      scales: { x: { time: false }, y: { range: [0, data.most * 1.04] } },
      axes: [axis(24, (value) => fine.format(value) + " s"), axis(46, (value) => figures.format(value))],
      series: [{}, ...entry.curves.map(line)],
      hooks: { setCursor: [(chart) => describe(chart, entry, readout)] },
    };
    const chart = new uPlot(options, aligned, plot);
    plot.addEventListener("keydown", (event) => {
      if (event.key in steps) {
        event.preventDefault();
        step(chart, steps[event.key]);
      } else if (event.key === "Escape") {
        chart.setCursor({ left: -10, top: -10 });
      }
    });
    plot.addEventListener("blur", () => chart.setCursor({ left: -10, top: -10 }));
    charts.push({ plot, chart });
  };

  const redraw = () => charts.forEach(({ chart }) => chart.redraw(false));
  const fit = () =>
    charts.forEach(({ plot, chart }) =>
      chart.setSize({ width: plot.clientWidth, height: plot.clientHeight }));

  document.querySelectorAll(".plot").forEach(draw);
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
