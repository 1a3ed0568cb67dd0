// What Grafana's own start does before the first panel is drawn, as far as panels depend on it.
import {
  createTheme,
  EventBusSrv,
  LoadingState,
  setTimeZoneResolver,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  toDataFrame,
  type DataQueryRequest,
  type PanelData,
} from '@grafana/data';
import {
  config,
  setAppEvents,
  setDataSourceSrv,
  setPluginImportUtils,
  setRunRequest,
  type DataSourceSrv,
} from '@grafana/runtime';
import { from, map, type Observable } from 'rxjs';
import { asWritten } from './options';
import { panelPlugin } from './plugins';
import type { Prometheus, PromQuery } from './prometheus';

/** The options of a field that every kind of panel knows. */
const STANDARD_OPTIONS = [
  'unit', 'min', 'max', 'decimals', 'displayName', 'color', 'thresholds', 'mappings', 'noValue', 'links', 'actions',
  'filterable', 'description', 'fieldMinMax',
];

export function start(prometheus: Prometheus): void {
  setTimeZoneResolver(() => 'utc');
  (config as { theme2: unknown }).theme2 = createTheme({ colors: { mode: 'dark' } });
  standardFieldConfigEditorRegistry.setInit(() =>
    STANDARD_OPTIONS.map((id) => asWritten(id, id === 'color' ? { mode: 'palette-classic' } : undefined))
  );
  standardEditorsRegistry.setInit(() => []);
  standardTransformersRegistry.setInit(() =>
    [...new Map(Object.values(standardTransformers).map((each) => [each.id, each])).values()].map((transformation) => ({
      id: transformation.id,
      name: transformation.name,
      description: transformation.description,
      transformation: () => Promise.resolve(transformation),
      editor: () => null,
      imageDark: '',
      imageLight: '',
    })) as never
  );
  setAppEvents(new EventBusSrv());
  setPluginImportUtils({
    importPanelPlugin: (id: string) => Promise.resolve(panelPlugin(id)),
    getPanelPluginFromCache: panelPlugin,
  });
  setDataSourceSrv({
    get: () => Promise.resolve(prometheus),
    getList: () => [prometheus.settings],
    getInstanceSettings: () => prometheus.settings,
  } as unknown as DataSourceSrv);
  setRunRequest((_, request): Observable<PanelData> =>
    from(prometheus.query(request as DataQueryRequest<PromQuery>)).pipe(
      map((answer) => ({
        state: LoadingState.Done,
        series: answer.data.map((frame) => toDataFrame(frame)),
        timeRange: request.range,
        request,
      }))
    )
  );
}
