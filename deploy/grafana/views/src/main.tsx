// Draws ?dashboard=NAME from what ?prometheus=ADDRESS knows of ?from=…&to=… (ISO 8601), and tells in window.drawn when
// it has.
import { LoadingState, ThemeContext, type IconName } from '@grafana/data';
import { config } from '@grafana/runtime';
import { sceneGraph, VizPanel, type EmbeddedScene } from '@grafana/scenes';
import { GlobalStyles, LinkButton, PortalContainer } from '@grafana/ui';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router-dom';
import { start } from './grafana';
import { Prometheus } from './prometheus';
import { scene, type Dashboard } from './scene';

declare global {
  interface Window {
    __grafana_public_path__: string;
    /** What is wrong with each panel, by its title; undefined while there is something to wait for. */
    drawn?: Record<string, string>;
  }
}

/** What Grafana draws for the icon that a link names. */
const LINK_ICONS: Record<string, IconName> = { dashboard: 'apps', 'external link': 'external-link-alt' };

/** Between looks at whether all panels are drawn. */
const LOOK_MILLISECONDS = 250;

function Page({ dashboard, drawing }: { dashboard: Dashboard; drawing: EmbeddedScene }) {
  return (
    <BrowserRouter>
      <ThemeContext.Provider value={config.theme2}>
        <GlobalStyles />
        <main style={{ padding: 16, background: config.theme2.colors.background.canvas }}>
          <header style={{ display: 'flex', gap: 8, alignItems: 'center', paddingBottom: 8 }}>
            <h1 style={{ fontSize: 20, margin: 0, flexGrow: 1 }}>{dashboard.title}</h1>
            {dashboard.links.map((link) => (
              <LinkButton key={link.title} size="sm" variant="secondary" icon={LINK_ICONS[link.icon]} href={link.url}>
                {link.title}
              </LinkButton>
            ))}
          </header>
          <drawing.Component model={drawing} />
        </main>
        <PortalContainer />
      </ThemeContext.Provider>
    </BrowserRouter>
  );
}

/** What is wrong with a panel; undefined while it waits for data. */
function complaint(panel: VizPanel): string | undefined {
  const data = sceneGraph.getData(panel).state.data;
  if (!panel.getPlugin() || !data || data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return undefined;
  }
  if (data.errors?.length || data.error) {
    return (data.errors ?? [data.error]).map((error) => error?.message).join('; ');
  }
  return data.series.some((frame) => frame.length > 0) ? '' : 'no data';
}

/** Where everything stands, as far as it has been painted. */
function painted(): string | undefined {
  const canvases = [...document.querySelectorAll('canvas')];
  const blank = canvases.some((canvas) => {
    const { width, height } = canvas;
    const pixels = width * height > 0 ? canvas.getContext('2d')?.getImageData(0, 0, width, height).data : undefined;
    return !pixels?.some((byte) => byte !== 0);
  });
  const places = [...document.querySelectorAll('section, canvas')].map((each) => each.getBoundingClientRect());
  return blank ? undefined : JSON.stringify(places);
}

/** Looks again and again until all panels have their data and nothing moves any more. */
function look(drawing: EmbeddedScene, prometheus: Prometheus, before?: string): void {
  const panels = sceneGraph.findAllObjects(drawing, (object) => object instanceof VizPanel) as VizPanel[];
  const complaints = panels.map((panel) => [panel.state.title, complaint(panel)] as const);
  const now = complaints.some(([, words]) => words === undefined) ? undefined : painted();
  if (now === undefined || now !== before) {
    setTimeout(() => look(drawing, prometheus, now), LOOK_MILLISECONDS);
  } else {
    window.drawn = Object.fromEntries([
      ...complaints.filter(([, words]) => words !== ''),
      ...prometheus.empty.map((query) => [query, 'no data']),
    ]);
  }
}

async function draw(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const argument = (name: string) => {
    const value = asked.get(name);
    if (value === null) {
      throw new Error(`the address lacks ?${name}=`);
    }
    return value;
  };
  window.__grafana_public_path__ = new URL('public/', location.href).href;
  const prometheus = new Prometheus(argument('prometheus'));
  start(prometheus);
  const dashboard: Dashboard = await (await fetch(`dashboards/${argument('dashboard')}.json`)).json();
  const drawing = scene(dashboard, argument('from'), argument('to'));
  createRoot(document.getElementById('root') as HTMLElement).render(<Page dashboard={dashboard} drawing={drawing} />);
  look(drawing, prometheus);
}

await draw();
