"use strict";
(() => {
  const api = "api/v1/";
  const longestSparkline = 120;
  const pauseBetweenReports = 3000;
  const pauseBeforeListeningAgain = 2000;
  const pauseBeforeForgettingFile = 60000;
  const tokenName = "tunnelbench-token";
  const part = (id) => document.getElementById(id);
  const figures = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
  const experiments = new Map();
  let leave = () => {};
  let visit = 0;

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };

  const trouble = (text) => {
    part("trouble").textContent = text;
    part("trouble").hidden = text === "";
  };

  // The token: asked for once, and kept as long as the tab

  let asking = null;

  const askForToken = (why) => {
    asking ??= new Promise((resolve) => {
      part("token-trouble").textContent = why;
      part("token").value = "";
      part("ask").showModal();
      part("ask-form").onsubmit = (event) => {
        event.preventDefault();
        sessionStorage.setItem(tokenName, part("token").value.trim());
        part("ask").close();
        asking = null;
        resolve();
      };
    });
    return asking;
  };

  const call = async (path, options = {}) => {
    for (;;) {
      const token = sessionStorage.getItem(tokenName);
      if (!token) {
        await askForToken("");
        continue;
      }
      const headers = { ...options.headers, Authorization: "Bearer " + token };
      const response = await fetch(api + path, { ...options, headers });
      if (response.status !== 401) {
        return response;
      }
      if (sessionStorage.getItem(tokenName) === token) {
        sessionStorage.removeItem(tokenName);
        await askForToken("The controller does not know this token.");
      }
    }
  };

  const fetchWhole = async (path, accept) => {
    const response = await call(path, { headers: { Accept: accept } });
    if (!response.ok) {
      throw new Error((await problem(response)).detail);
    }
    return response;
  };

  const get = async (path) => (await fetchWhole(path, "application/json")).json();

  const problem = async (response) => {
    try {
      return await response.json();
    } catch {
      return { detail: "the controller answered " + response.status, violations: [] };
    }
  };

  const ended = (trials) =>
    ["measured", "failed", "cancelled", "skipped"].reduce((sum, state) => sum + (trials[state] ?? 0), 0);
  const all = (trials) => Object.values(trials).reduce((sum, number) => sum + number, 0);
  const inWords = (trials) =>
    Object.entries(trials).map(([state, number]) => number + " " + state).join(", ");
  const time = (text) =>
    element("time", { datetime: text }, new Date(text).toISOString().slice(0, 16).replace("T", " ") + " UTC");

  // Experiments

  const experimentRow = (summary) =>
    element(
      "tr", {},
      element("th", { scope: "row" }, element("a", { href: "#/experiments/" + summary.id }, summary.name)),
      element("td", {}, time(summary.submittedAt)),
      element(
        "td", { class: "state-" + summary.state },
        summary.importedAt ? summary.state + ", imported" : summary.state),
      element(
        "td", {},
        element("progress", {
          max: Math.max(1, all(summary.trials)),
          value: ended(summary.trials),
          "aria-label": "trials of " + summary.name + " that have ended",
        }),
        " " + inWords(summary.trials)),
      element(
        "td", {},
        element("a", { href: api + "experiments/" + summary.id + "/bundle", download: "evidence-" + summary.id + ".zip",
          "aria-label": "evidence bundle of " + summary.name }, "zip")));

  const listExperiments = () => {
    const newest = [...experiments.values()].sort((one, other) =>
      other.submittedAt.localeCompare(one.submittedAt));
    part("experiments").tBodies[0].replaceChildren(...newest.map(experimentRow));
    part("experiments").hidden = newest.length === 0;
    part("no-experiments").hidden = newest.length !== 0;
  };

  // A view that is asked for takes its time: what arrives when another is shown, as here() tells, is not shown.
  const showExperiments = async (here) => {
    const summaries = await get("experiments");
    if (!here()) {
      return () => {};
    }
    experiments.clear();
    summaries.forEach((summary) => experiments.set(summary.id, summary));
    listExperiments();
    const source = listen("events", (event) => {
      if (event.type === "experiment") {
        experiments.set(event.experiment, event.summary);
        listExperiments();
      }
    });
    return () => source.close();
  };

  const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

  // Server-sent events with the token in a header, which EventSource cannot send. Each event's data is one line.
  const readEvents = async (body, heard) => {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      lines.filter((line) => line.startsWith("data:")).forEach((line) => heard(JSON.parse(line.slice(5))));
    }
  };

  const listen = (path, heard) => {
    const stop = new AbortController();
    const follow = async () => {
      while (!stop.signal.aborted) {
        try {
          const response = await call(path, { headers: { Accept: "text/event-stream" }, signal: stop.signal });
          if (response.ok) {
            trouble("");
            await readEvents(response.body, (event) => stop.signal.aborted || heard(event));
          } else {
            const why = (await problem(response)).detail;
            stop.signal.aborted || trouble(why);
          }
        } catch {
          if (!stop.signal.aborted) {
            trouble("The connection to the controller is broken; it is tried again.");
          }
        }
        await pause(pauseBeforeListeningAgain);
      }
    };
    follow();
    return { close: () => stop.abort() };
  };

  // Hosts

  const hostRow = (status) => {
    const facts = status.facts;
    const kernel = facts
      ? facts.kernelRelease + (facts.kernelBuild && facts.kernelBuild !== facts.kernelRelease ? " (" + facts.kernelBuild + ")" : "")
      : "–";
    return element(
      "tr", {},
      element("th", { scope: "row" }, status.host),
      element("td", { class: "state-" + status.condition }, status.condition + (status.reason ? ": " + status.reason : "")),
      element("td", {}, kernel),
      element("td", {}, facts ? facts.underlay + " on " + facts.underlayInterface + ", MTU " + facts.underlayMtu : "–"),
      element("td", {}, facts ? Object.keys(facts.tools).sort().join(", ") : "–"));
  };

  const showHosts = async (here) => {
    const draw = async () =>
      part("hosts").tBodies[0].replaceChildren(...(await get("hosts")).map(hostRow));
    await draw();
    if (!here()) {
      return () => {};
    }
    const say = (text) => here() && trouble(text);
    const timer = setInterval(() => draw().then(() => say(""), (failure) => say(failure.message)), 5000);
    return () => clearInterval(timer);
  };

  // New experiment

  const selectLine = (number) => {
    const area = part("document");
    const lines = area.value.split("\n");
    const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
    area.scrollTop = area.scrollHeight * Math.max(0, (number - 4) / lines.length);
  };

  const violation = (broken) => {
    const item = element("li", {});
    if (broken.line) {
      const jump = element("button", { type: "button" }, "line " + broken.line);
      jump.addEventListener("click", () => selectLine(broken.line));
      item.append(jump, " ");
    }
    item.append(element("code", {}, broken.field), ": " + broken.rule);
    return item;
  };

  const refuse = (found) => {
    const violations = found.violations ?? [];
    part("document").setAttribute("aria-invalid", "true");
    part("errors").replaceChildren(
      element("p", {}, found.title ? found.title + ": " + found.detail : found.detail),
      element("ul", {}, ...violations.map(violation)));
  };

  const accept = () => {
    part("document").removeAttribute("aria-invalid");
    part("errors").replaceChildren();
  };

  const key = () =>
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const submit = async (event) => {
    event.preventDefault();
    accept();
    part("submitting").textContent = "submitting …";
    try {
      const response = await call("experiments", {
        method: "POST",
        headers: { "Content-Type": "application/yaml", "Idempotency-Key": key() },
        body: part("document").value,
      });
      if (response.ok) {
        location.hash = "#/experiments/" + (await response.json()).id;
      } else {
        refuse(await problem(response));
      }
    } catch {
      refuse({ detail: "the controller cannot be reached; try again" });
    } finally {
      part("submitting").textContent = "";
    }
  };

  const useExample = async () => {
    if (part("example").value) {
      const response = await fetch(part("example").value);
      part("document").value = await response.text();
      accept();
    }
  };

  // One experiment

  const sparkline = (speeds) => {
    const most = Math.max(1, ...speeds);
    const points = speeds.map((speed, place) => place + "," + (20 - (19 * speed) / most).toFixed(2)).join(" ");
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("viewBox", "0 0 " + Math.max(1, speeds.length - 1) + " 21");
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("aria-hidden", "true");
    const curve = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    curve.setAttribute("points", points);
    picture.append(curve);
    return picture;
  };

  const label = (trial) =>
    [trial.levels.tunnel, trial.levels.inner, "local=" + trial.levels.local, trial.levels.protection, "mtu=" + trial.levels.mtu].join(" ");

  const drawTrials = (running) => {
    part("running").hidden = running.size === 0;
    part("trials").replaceChildren(
      ...[...running.values()].map(({ trial, phase, speeds }) =>
        element(
          "li", {},
          element("span", {}, trial.kernel + " · " + label(trial) + " · " + phase),
          ...(speeds.length ? [element("b", {}, figures.format(speeds.at(-1)) + " Mbit/s"), sparkline(speeds)] : []))));
  };

  // The new report takes the old one's place only when it is whole, so that nothing flickers.
  const loadReport = async (id, here) => {
    const content = await (await fetchWhole("experiments/" + id + "/report", "text/html")).blob();
    if (!here()) {
      return;
    }
    const source = URL.createObjectURL(content);
    const fresh = element("iframe", { title: "Report", src: source });
    const shown = part("report").querySelector("iframe:not([hidden])");
    fresh.hidden = shown !== null;
    fresh.addEventListener("load", () => {
      URL.revokeObjectURL(source);
      if (!fresh.isConnected) {
        return;
      }
      fresh.hidden = false;
      part("report").querySelectorAll("iframe").forEach((frame) => frame === fresh || frame.remove());
      const content = fresh.contentDocument.documentElement;
      const fit = () => { fresh.style.height = content.scrollHeight + "px"; };
      new ResizeObserver(fit).observe(fresh.contentDocument.body);
      fit();
    });
    part("report").append(fresh);
  };

  const drawSummary = (summary) => {
    document.title = summary.name + " – tunnelbench";
    part("experiment-title").textContent = summary.name;
    part("progress").max = Math.max(1, all(summary.trials));
    part("progress").value = ended(summary.trials);
    part("standing").textContent = summary.state + ": " + inWords(summary.trials);
    part("cancel").hidden = summary.state !== "running";
  };

  const showExperiment = async (here, id) => {
    const path = "experiments/" + id;
    part("report").replaceChildren();
    part("cancel").hidden = true;
    part("open-report").href = api + path + "/report";
    part("bundle").href = api + path + "/bundle";
    part("bundle").download = "evidence-" + id + ".zip";
    part("result").href = api + path + "/result";
    const running = new Map();
    let awaited = 0;
    const reportNow = () => loadReport(id, here).catch((failure) => here() && trouble(failure.message));
    const report = () => {
      awaited ||= setTimeout(() => {
        awaited = 0;
        reportNow();
      }, pauseBetweenReports);
    };
    drawTrials(running);
    const summary = await get(path);
    if (!here()) {
      return () => {};
    }
    drawSummary(summary);
    reportNow();
    const source = listen("events?experiment=" + id, (event) => {
      if (event.type === "experiment") {
        drawSummary(event.summary);
        if (event.summary.state !== "running") {
          source.close();
          running.clear();
          report();
        }
      } else if (event.type === "trial") {
        if (event.trial.state === "running") {
          const known = running.get(event.trial.id);
          running.set(event.trial.id, { trial: event.trial, phase: event.phase, speeds: known?.speeds ?? [] });
        } else if (running.delete(event.trial.id)) {
          report();
        }
      } else if (running.has(event.trial)) {
        const { speeds } = running.get(event.trial);
        speeds.push((event.point.receivedBytes * 8) / event.point.seconds / 1e6);
        speeds.splice(0, speeds.length - longestSparkline);
      }
      drawTrials(running);
    });
    part("cancel").onclick = async () => {
      const response = await call(path + "/cancel", { method: "POST" });
      const why = response.ok ? "" : (await problem(response)).detail;
      if (here()) {
        trouble(why);
      }
    };
    return () => {
      source.close();
      clearTimeout(awaited);
    };
  };

  // Files of the interface: a link cannot send the token

  const openFile = async (link) => {
    const response = await fetchWhole(link.getAttribute("href").slice(api.length), "*/*");
    const source = URL.createObjectURL(await response.blob());
    const name = link.getAttribute("download");
    element("a", { href: source, ...(name === null ? { target: "_blank" } : { download: name }) }).click();
    setTimeout(() => URL.revokeObjectURL(source), pauseBeforeForgettingFile);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='" + api + "']");
    if (link) {
      event.preventDefault();
      openFile(link).catch((failure) => trouble(failure.message));
    }
  });

  // Where the address says we are

  const views = { experiments: showExperiments, hosts: showHosts, new: async () => () => {}, experiment: showExperiment };

  const show = async () => {
    leave();
    leave = () => {};
    visit += 1;
    const ours = visit;
    const here = () => visit === ours;
    trouble("");
    document.title = "tunnelbench";
    const [, place, id] = location.hash.split("/");
    const view = place === "experiments" && id ? "experiment" : place in views && place !== "experiment" ? place : "experiments";
    Object.keys(views).forEach((name) => { part("view-" + name).hidden = name !== view; });
    document.querySelectorAll("nav a").forEach((link) => {
      const current = link.getAttribute("href") === (view === "experiments" || view === "experiment" ? "#/" : "#/" + view);
      current ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    });
    try {
      const left = await views[view](here, id);
      here() ? (leave = left) : left();
    } catch (failure) {
      if (here()) {
        trouble(failure.message);
      }
    }
  };

  part("submit").addEventListener("submit", submit);
  part("example").addEventListener("change", useExample);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    part("main").focus();
  });
  addEventListener("hashchange", () => {
    show();
    part("main").focus();
  });
  show();
})();
