// A dashboard's JSON as a scene, which Grafana itself makes of it on a server.
import { VariableHide } from '@grafana/schema';
import type { DataTransformerConfig, FieldConfigSource, Panel, VariableModel } from '@grafana/schema';
import {
  DataSourceVariable,
  EmbeddedScene,
  QueryVariable,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  SceneQueryRunner,
  SceneTimeRange,
  SceneVariableSet,
  TextBoxVariable,
  VariableValueSelectors,
  VizPanel,
  type SceneVariable,
} from '@grafana/scenes';

export interface Dashboard {
  title: string;
  links: Array<{ title: string; url: string; icon: string }>;
  templating: { list: VariableModel[] };
  panels: Array<Panel & { options: Record<string, unknown>; fieldConfig: FieldConfigSource }>;
}

function variable(model: VariableModel): SceneVariable {
  const common = { name: model.name, label: model.label, description: model.description, hide: model.hide as VariableHide };
  switch (model.type) {
    case 'datasource':
      return new DataSourceVariable({ ...common, pluginId: model.query as string, value: 'prometheus' });
    case 'query':
      return new QueryVariable({
        ...common,
        datasource: model.datasource,
        query: model.query as never,
        refresh: model.refresh,
        sort: model.sort,
        isMulti: model.multi,
        includeAll: model.includeAll,
        allValue: model.allValue,
        value: model.current?.value as string[],
        text: model.current?.text as string[],
      });
    case 'textbox':
      return new TextBoxVariable({ ...common, value: model.query as string });
    default:
      throw new Error(`no variable of type ${model.type} can be drawn`);
  }
}

function panel(model: Dashboard['panels'][number]): SceneGridItem {
  const asked = new SceneQueryRunner({
    datasource: model.datasource,
    queries: model.targets as never,
    maxDataPoints: model.maxDataPoints,
  });
  const transformations = model.transformations as DataTransformerConfig[] | undefined;
  return new SceneGridItem({
    x: model.gridPos?.x,
    y: model.gridPos?.y,
    width: model.gridPos?.w,
    height: model.gridPos?.h,
    body: new VizPanel({
      key: `panel-${model.id}`,
      pluginId: model.type,
      title: model.title,
      description: model.description,
      options: model.options,
      fieldConfig: model.fieldConfig as never,
      $data: transformations ? new SceneDataTransformer({ $data: asked, transformations }) : asked,
    }),
  });
}

export function scene(dashboard: Dashboard, from: string, to: string): EmbeddedScene {
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from, to, timeZone: 'utc' }),
    $variables: new SceneVariableSet({ variables: dashboard.templating.list.map(variable) }),
    controls: [new VariableValueSelectors({})],
    body: new SceneGridLayout({ children: dashboard.panels.map(panel) }),
  });
}
