// Asks a Prometheus as Grafana's own data source does, which is not on npm as something that runs without a server.
import {
  createDataFrame,
  FieldType,
  type DataFrame,
  type DataQuery,
  type DataQueryRequest,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type TestDataSourceResponse,
} from '@grafana/data';
import { RuntimeDataSource, sceneGraph, type SceneObject } from '@grafana/scenes';

export interface PromQuery extends DataQuery {
  expr: string;
  legendFormat?: string;
  instant?: boolean;
  format?: 'time_series' | 'table';
}

interface Series {
  metric: Record<string, string>;
  value?: [number, string];
  values?: Array<[number, string]>;
}

/** What provisioning/datasources says of scrapes. */
const SCRAPE_SECONDS = 1;

export class Prometheus extends RuntimeDataSource<PromQuery> {
  /** Queries that were answered with nothing. */
  readonly empty: string[] = [];
  readonly interval = `${SCRAPE_SECONDS}s`;
  readonly settings: DataSourceInstanceSettings;

  constructor(private readonly address: string) {
    super('prometheus', 'prometheus');
    this.settings = {
      id: 1,
      uid: this.uid,
      name: 'tunnelbench Prometheus',
      type: 'prometheus',
      meta: { id: 'prometheus', name: 'Prometheus', metrics: true },
      jsonData: {},
    } as unknown as DataSourceInstanceSettings;
  }

  async query(request: DataQueryRequest<PromQuery>): Promise<{ data: DataFrame[] }> {
    const answers = await Promise.all(
      request.targets.map((target) => this.frames(request, target, request.targets.length > 1))
    );
    return { data: answers.flat() };
  }

  /** The values of a label; the form that the dashboards' variables have. */
  async metricFindQuery(query: unknown, options?: unknown): Promise<MetricFindValue[]> {
    const request = options as DataQueryRequest<PromQuery>;
    const text = interpolated((query as { query: string }).query, request);
    const parts = /^label_values\((.+), ([a-z]+)\)$/s.exec(text);
    if (!parts) {
      throw new Error(`a variable that is no label_values(…): ${text}`);
    }
    const values = (await this.ask(`label/${parts[2]}/values`, {
      'match[]': parts[1],
      start: request.range.from.unix(),
      end: request.range.to.unix(),
    })) as string[];
    return values.map((value) => ({ text: value }));
  }

  testDatasource(): Promise<TestDataSourceResponse> {
    return Promise.resolve({ status: 'success', message: '' });
  }

  private async frames(request: DataQueryRequest<PromQuery>, target: PromQuery, several: boolean): Promise<DataFrame[]> {
    const step = Math.max(SCRAPE_SECONDS, Math.ceil(request.intervalMs / 1000));
    const rateInterval = Math.max(step + SCRAPE_SECONDS, 4 * SCRAPE_SECONDS);
    const expr = interpolated(target.expr.replaceAll('$__rate_interval', `${rateInterval}s`), request);
    const end = request.range.to.unix();
    const answer = (
      target.instant
        ? await this.ask('query', { query: expr, time: end })
        : await this.ask('query_range', { query: expr, start: request.range.from.unix(), end, step })
    ) as { result: Series[] };
    if (answer.result.length === 0) {
      this.empty.push(expr);
    }
    return target.format === 'table'
      ? [table(target, answer.result, several ? `Value #${target.refId}` : 'Value')]
      : answer.result.map((series) => timeSeries(target, series, step));
  }

  private async ask(path: string, parameters: Record<string, string | number>): Promise<unknown> {
    const query = new URLSearchParams(Object.entries(parameters).map(([key, value]) => [key, String(value)]));
    const answer = await (await fetch(`${this.address}/api/v1/${path}?${query}`)).json();
    if (answer.status !== 'success') {
      throw new Error(`${path} ${query}: ${answer.error}`);
    }
    return answer.data;
  }
}

/** With the variables' values; several of them as alternatives of a regular expression. */
function interpolated(text: string, request: DataQueryRequest): string {
  const scene = request.scopedVars.__sceneObject?.value.valueOf() as SceneObject;
  return sceneGraph.interpolate(scene, text, request.scopedVars, (value: unknown) =>
    Array.isArray(value) ? `(${value.map(escaped).join('|')})` : String(value)
  );
}

function escaped(value: string): string {
  return value.replace(/[\\^$*+?.()|[\]{}]/g, '\\\\$&');
}

function timeSeries(target: PromQuery, series: Series, step: number): DataFrame {
  const points = series.values ?? (series.value ? [series.value] : []);
  const name = (target.legendFormat ?? '').replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => series.metric[label] ?? '');
  // As Grafana's panel does: no line leads over what is missing, or over a quotient that has no value.
  const drawn = points.flatMap(([second, text], index) => {
    const value = Number.isFinite(Number(text)) ? Number(text) : null;
    const gap = index + 1 < points.length && points[index + 1][0] - second > step;
    return gap ? [[second, value], [second + step, null]] : [[second, value]];
  });
  return createDataFrame({
    refId: target.refId,
    name,
    fields: [
      { name: 'Time', type: FieldType.time, values: drawn.map(([second]) => (second as number) * 1000) },
      {
        name: 'Value',
        type: FieldType.number,
        labels: series.metric,
        config: { displayNameFromDS: name },
        values: drawn.map(([, value]) => value),
      },
    ],
  });
}

function table(target: PromQuery, series: Series[], value: string): DataFrame {
  const labels = [...new Set(series.flatMap((each) => Object.keys(each.metric)))].sort();
  return createDataFrame({
    refId: target.refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: series.map((each) => (each.value?.[0] ?? 0) * 1000) },
      ...labels.map((label) => ({
        name: label,
        type: FieldType.string,
        config: { filterable: true },
        values: series.map((each) => each.metric[label] ?? ''),
      })),
      { name: value, type: FieldType.number, values: series.map((each) => Number(each.value?.[1])) },
    ],
  });
}
